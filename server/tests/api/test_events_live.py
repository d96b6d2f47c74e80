"""Live updates reach those who listen to the channel, after the commit, whatever thread they come from."""

from __future__ import annotations

import asyncio
import threading

from gloss.events import live


async def _heard(*channels: str, published: list[tuple[str, dict[str, int]]], expected: int) -> list[dict[str, int]]:
    with live.subscribe(channels) as subscription:
        thread = threading.Thread(target=lambda: [live.deliver(*event) for event in published])
        thread.start()
        heard = [await asyncio.wait_for(subscription.get(), 10) for _ in range(expected)]
        thread.join()
        return heard


def test_a_listener_hears_its_channels_in_order() -> None:
    events = [("project:a", {"n": 1}), ("project:b", {"n": 2}), ("user:7", {"n": 3})]
    assert asyncio.run(_heard("project:a", "user:7", published=events, expected=2)) == [{"n": 1}, {"n": 3}]


def test_a_slow_listener_loses_the_oldest() -> None:
    async def slow() -> tuple[dict[str, int], dict[str, int]]:
        with live.subscribe(["project:a"]) as subscription:
            for number in range(live.MOST_WAITING + 5):
                live.deliver("project:a", {"n": number})
            await asyncio.sleep(0)  # Let the loop take them in.
            heard = [await subscription.get() for _ in range(live.MOST_WAITING)]
            return heard[0], heard[-1]

    assert asyncio.run(slow()) == ({"n": 5}, {"n": live.MOST_WAITING + 4})


def test_nobody_is_kept_after_the_end() -> None:
    asyncio.run(_heard("project:gone", published=[("project:gone", {"n": 1})], expected=1))
    live.deliver("project:gone", {"n": 2})
    assert "project:gone" not in live._subscriptions
