"""What no respondent can ever reach, as far as that can be told without answers."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from surveys.definition.documents import Definition, Page
from surveys.exceptions import Problem


def reaching_warnings(definition: Definition) -> Iterator[Problem]:
    """Pages that every way leads past, jumps and endings behind one that is always taken; one pass.

    Where pages are shuffled, any may come first, and pages are not judged.
    """
    if not _is_shuffled(definition):
        yield from _pages(definition)
    for index, page in enumerate(definition.pages):
        always = next((number for number, jump in enumerate(page.jumps) if not jump.condition), None)
        if always is not None and always < len(page.jumps) - 1:
            message = _("A jump that is always taken stands before others, which never are.")
            path = f"pages[{index}].jumps[{always}]"
            yield Problem(path, message, "jump_unreachable", "warning", target=page.id)
    yield from _endings(definition)


def _is_shuffled(definition: Definition) -> bool:
    return definition.settings.shuffle_blocks is not None or any(
        block.shuffle is not None for block in definition.blocks
    )


def _pages(definition: Definition) -> Iterator[Problem]:
    places = {page.id: index for index, page in enumerate(definition.pages)}
    conditional = {block.id for block in definition.blocks if block.visible_if}
    reached = {0}
    for index, page in enumerate(definition.pages):
        if index not in reached:
            message = _("Nobody can reach this page: the pages before it always lead elsewhere.")
            yield Problem(f"pages[{index}]", message, "page_unreachable", "warning", target=page.id)
            continue
        targets, goes_on = _ways(page)
        reached |= {places[to] for to in targets if to in places}
        if goes_on or page.visible_if or page.block in conditional:
            reached.add(index + 1)


def _ways(page: Page) -> tuple[list[str], bool]:
    """Where jumps may lead to from a page, and whether the next page may come."""
    targets = []
    for jump in page.jumps:
        targets.append(jump.to)
        if not jump.condition:
            return targets, False
    return targets, True


def _endings(definition: Definition) -> Iterator[Problem]:
    """Endings behind one for everybody, unless a jump or a quota leads there."""
    led_to = {jump.to for page in definition.pages for jump in page.jumps}
    led_to |= {quota.ending for quota in definition.quotas if quota.ending is not None}
    is_taken = False
    for index, ending in enumerate(definition.endings):
        if is_taken and ending.id not in led_to:
            message = _("Nobody gets this ending: one before it is for everybody.")
            yield Problem(f"endings[{index}]", message, "ending_unreachable", "warning", target=ending.id)
        is_taken = is_taken or not ending.visible_if
