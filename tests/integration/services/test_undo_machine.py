"""Any walk through commands, undo and redo leaves the store as an honest stack of dumps says."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy.exc import NoResultFound

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.store import Store, create_store, open_store

from .test_undo_law import examples
from .world import LABEL, World, build, dump

EXAMPLES = examples()


class Walk(RuleBasedStateMachine):
    """Runs examples in any order; each dump is kept with the number of the change set that led to it."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store: Store = create_store(self.folder / "walk.pmow")
        world = self.store.write(LABEL, build).result
        assert isinstance(world, World)
        self.world = world
        self.dumps: list[Any] = []
        self.undone: list[tuple[int, Any]] = []
        self.done: list[int] = []

    @initialize()
    def begin(self) -> None:
        self.dumps = [dump(self.store)]

    @rule(example=st.sampled_from(EXAMPLES))
    def do(self, example: Any) -> None:
        for call in (example.first, example.call):
            if call is not None and not self.step(call):
                return

    def step(self, call: Any) -> bool:
        """Run one step and keep what came of it; return whether it could be done."""
        try:
            change = self.store.write(LABEL, lambda session: call(session, self.world))
        except (PmoError, NoResultFound):
            return False  # a row it needs is gone, or a name is taken: whatever stops a command, nothing has changed
        if change.rows:
            self.done.append(change.seq)
            self.dumps.append(dump(self.store))
            self.undone.clear()
        return True

    @precondition(lambda self: self.done)
    @rule()
    def undo(self) -> None:
        seq = self.done.pop()
        self.undone.append((seq, self.dumps.pop()))
        self.store.revert(seq, "undo")

    @precondition(lambda self: self.undone)
    @rule()
    def redo(self) -> None:
        seq, after = self.undone.pop()
        self.store.revert(seq, "redo")
        self.done.append(seq)
        self.dumps.append(after)

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.folder / "walk.pmow")
        undo, redo = self.store.undo_and_redo()
        assert [entry.seq for entry in undo][1:] == self.done
        assert [entry.seq for entry in redo] == [seq for seq, _ in self.undone]

    @invariant()
    def the_store_is_as_the_stack_says(self) -> None:
        if self.dumps:
            assert dump(self.store) == self.dumps[-1]

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)


TestWalk = Walk.TestCase
TestWalk.settings = settings(max_examples=8, stateful_step_count=15, deadline=None, phases=(Phase.generate,))
