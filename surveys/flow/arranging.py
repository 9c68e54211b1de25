"""Pages and elements in one respondent's order, whether shown or not."""

from typing import TYPE_CHECKING

from surveys.compiled import CompiledElement, CompiledPage
from surveys.flow.orders import ordered

if TYPE_CHECKING:
    from surveys.flow.journeys import Journey


def pages_in_order(journey: "Journey") -> tuple[CompiledPage, ...]:
    """All pages of the survey in this respondent's order, whether shown or not."""
    survey = journey.survey
    if not survey.is_shuffled:
        return survey.pages
    found: list[CompiledPage] = []
    for run in _blocks_in_order(journey, _runs(survey.pages)):
        block = survey.blocks.get(run[0].page.block or "")
        found.extend(_shuffled_run(journey, run) if block and block.block.shuffle else run)
    return tuple(found)


def units_in_order(journey: "Journey", page: CompiledPage) -> tuple[tuple[CompiledElement, ...], ...]:
    """The elements of a page in this respondent's order, whether shown or not, each with what it repeats."""
    if page.page.shuffle is None:
        return page.units
    return ordered(
        page.units,
        page.page.shuffle,
        container=page.page.id,
        seed=journey.seed,
        turn=journey.turn,
        identity=lambda unit: unit[0].id,
        is_pinned=lambda unit: unit[0].element.pinned or unit[0].is_unseen,
    )


def _runs(pages: tuple[CompiledPage, ...]) -> list[list[CompiledPage]]:
    """The pages of each block together; a page without a block alone."""
    runs: list[list[CompiledPage]] = []
    for page in pages:
        block = page.page.block
        same_page = runs and runs[-1][0].page is page.page
        if runs and (same_page or (block is not None and runs[-1][0].page.block == block)):
            runs[-1].append(page)
        else:
            runs.append([page])
    return runs


def _blocks_in_order(journey: "Journey", runs: list[list[CompiledPage]]) -> tuple[list[CompiledPage], ...]:
    survey = journey.survey

    def is_pinned(run: list[CompiledPage]) -> bool:
        block = survey.blocks.get(run[0].page.block or "")
        return block is None or block.block.pinned

    return ordered(
        runs,
        survey.definition.settings.shuffle_blocks,
        container="blocks",
        seed=journey.seed,
        turn=journey.turn,
        identity=lambda run: run[0].page.block or run[0].id,
        is_pinned=is_pinned,
    )


def _shuffled_run(journey: "Journey", run: list[CompiledPage]) -> list[CompiledPage]:
    block = journey.survey.blocks[run[0].page.block or ""].block
    groups = _by_page(run)
    found = ordered(
        groups,
        block.shuffle,
        container=block.id,
        seed=journey.seed,
        turn=journey.turn,
        identity=lambda group: group[0].page.id,
        is_pinned=lambda _group: False,
    )
    return [page for group in found for page in group]


def _by_page(run: list[CompiledPage]) -> list[list[CompiledPage]]:
    groups: list[list[CompiledPage]] = []
    for page in run:
        if groups and groups[-1][0].page is page.page:
            groups[-1].append(page)
        else:
            groups.append([page])
    return groups
