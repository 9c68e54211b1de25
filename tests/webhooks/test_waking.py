"""Waking the relay: at once when it is quiet, together when it is busy."""

from typing import Any

import pytest

from webhooks import waking
from webhooks.waking import WINDOW, wake_relay


class Clock:
    """A clock that stands still until it is moved."""

    now = 1000.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock of waking, with nothing sent before."""
    clock = Clock()
    monkeypatch.setattr(waking, "time", clock)
    monkeypatch.setattr(waking, "_runs_at", {})
    return clock


@pytest.fixture
def sent(monkeypatch: pytest.MonkeyPatch, clock: Clock) -> list[tuple[str, float]]:
    """For whom messages were sent, and when they run."""
    messages: list[tuple[str, float]] = []

    def take(task: str, args: tuple[()], headers: dict[str, Any], *, countdown: float) -> bool:
        assert (task, args) == ("webhooks.relay_pending", ())
        messages.append((headers["organisation"], round(clock.now + countdown - 1000, 3)))
        return True

    monkeypatch.setattr(waking, "send", take)
    return messages


def test_the_first_goes_at_once_and_the_rest_of_the_window_together(
    clock: Clock, sent: list[tuple[str, float]]
) -> None:
    for _ in range(20):
        wake_relay("t_acme")
        clock.now += WINDOW / 20

    assert sent == [("t_acme", 0), ("t_acme", WINDOW)]


def test_what_comes_after_a_message_runs_is_never_left_to_it(
    clock: Clock, sent: list[tuple[str, float]]
) -> None:
    for _ in range(200):
        wake_relay("t_acme")
        assert max(at for _, at in sent) >= clock.now - 1000
        clock.now += 0.01

    assert len(sent) == 9


def test_after_a_quiet_time_the_next_goes_at_once(clock: Clock, sent: list[tuple[str, float]]) -> None:
    wake_relay("t_acme")
    clock.now += 60
    wake_relay("t_acme")

    assert sent == [("t_acme", 0), ("t_acme", 60)]


def test_organisations_do_not_wait_for_each_other(clock: Clock, sent: list[tuple[str, float]]) -> None:
    wake_relay("t_acme")
    wake_relay("t_other")

    assert sent == [("t_acme", 0), ("t_other", 0)]


def test_what_is_kept_of_organisations_is_bounded(
    clock: Clock, sent: list[tuple[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(waking, "MOST_KEPT", 2)
    for name in ("t_a", "t_b", "t_c"):
        wake_relay(name)

    assert list(waking._runs_at) == ["t_c"]
