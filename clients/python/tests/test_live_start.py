"""The engine itself, started by clients."""
import os
import select
import shutil
import signal
import threading
import unittest
from unittest import mock

import concord_client
from concord_client import errors

from .engine import PROGRAM, WHY_NOT, Engine


def setUpModule():
    if PROGRAM is None:
        raise unittest.SkipTest(WHY_NOT)


@unittest.skipUnless(hasattr(os, "pidfd_open"), "SKIPPED: this system cannot wait for engines that it did not start")
class Starting(unittest.TestCase):
    def setUp(self):
        self.engine = Engine(each=0)
        self.addCleanup(shutil.rmtree, self.engine.folder)
        self.pids = self.engine.folder / "pids"
        self.pids.touch()
        self.program = self.engine.folder / "program"
        self.program.write_text(f'#!/bin/sh\necho $$ >>"{self.pids}"\nexec "{PROGRAM}" "$@"\n')
        self.program.chmod(0o700)
        self.addCleanup(self.stop)

    def stop(self):
        """Those that lost the race too: one that is slow to start would find the lock free."""
        for pid in map(int, self.pids.read_text().split()):
            try:
                process = os.pidfd_open(pid)
            except ProcessLookupError:
                continue  # It has found the lock taken, and ended.
            signal.pidfd_send_signal(process, signal.SIGTERM)
            self.assertTrue(select.select([process], [], [], 30)[0], "the engine does not stop")
            os.close(process)

    def test_engine_is_started_once_for_many_who_ask(self):
        clients, problems = [], []

        def ask():
            try:
                clients.append(concord_client.connect("asked", start=True, program=str(self.program), timeout=60))
            except errors.ConcordError as problem:
                problems.append(problem)

        with mock.patch.dict(os.environ, self.engine.environment):
            threads = [threading.Thread(target=ask) for _ in range(3)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()
        for client in clients:
            self.addCleanup(client.close)
        self.assertEqual(problems, [])
        self.assertEqual(len({client.server["pid"] for client in clients}), 1)
