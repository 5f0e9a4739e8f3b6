"""Batch ids sort by time; row ids are eight base32 characters."""

from __future__ import annotations

import re
import uuid

from desktop.store.ids import new_row_id, uuid7

MILLISECONDS = 1_795_564_800_000  # 2026-11-25T00:00:00Z


def test_a_batch_id_is_a_version_7_uuid_of_its_time() -> None:
    value = uuid.UUID(uuid7(MILLISECONDS))
    assert (value.version, value.variant) == (7, uuid.RFC_4122)
    assert value.int >> 80 == MILLISECONDS


def test_batch_ids_sort_by_time_and_do_not_repeat() -> None:
    ids = [uuid7(MILLISECONDS + step) for step in range(200)]
    assert ids == sorted(ids)
    assert len({uuid7(MILLISECONDS) for _ in range(1000)}) == 1000


def test_times_before_1970_do_no_harm() -> None:
    assert uuid.UUID(uuid7(-5)).version == 7


def test_row_ids_avoid_those_taken() -> None:
    class AllButOne:
        asked = 0

        def __contains__(self, row: object) -> bool:
            self.asked += 1
            return self.asked < 3

    taken = AllButOne()
    assert re.fullmatch("[a-z2-7]{8}", new_row_id(taken))
    assert taken.asked == 3
