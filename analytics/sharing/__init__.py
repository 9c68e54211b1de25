"""Results shown to readers without an account: links, what they show, and when that follows the answers.

Why figures follow in steps: ``docs/decisions/0029-shared-results.md``.
"""
