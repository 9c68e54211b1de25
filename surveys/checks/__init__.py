"""The check list of a survey: everything worth a look before it is published, each with its place."""

from surveys.checks.findings import GROUPS, Finding, Group
from surveys.checks.listing import CheckList, check_list

__all__ = ["GROUPS", "CheckList", "Finding", "Group", "check_list"]
