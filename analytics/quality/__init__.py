"""Quality of responses: rules that a survey sets mark them, in the background, and say why.

A mark deletes nothing and excludes nobody; figures can leave marked responses out, and staff can flag them.
"""

from analytics.quality.rules import AttentionCheck, Rules

__all__ = ["AttentionCheck", "Rules"]
