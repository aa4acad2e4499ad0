"""Where the socket is looked for, whom it is taken from, and the start of an engine."""
import os
import pathlib
import shutil
import socket
import stat
import sys
import tempfile
import textwrap
import unittest
from unittest import mock

import concord_client
from concord_client import endpoint, errors

from .counterpart import Counterpart


class FolderTest(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="concord-"))
        self.addCleanup(shutil.rmtree, self.folder)


class Address(FolderTest):
    def test_names_lie_in_the_runtime_folder(self):
        with mock.patch.dict(os.environ, {"XDG_RUNTIME_DIR": str(self.folder)}):
            self.assertEqual(endpoint.address(), f"{self.folder}/concord/default.sock")
            self.assertEqual(endpoint.address("lab-1.b"), f"{self.folder}/concord/lab-1.b.sock")

    def test_without_a_runtime_folder_they_lie_at_home(self):
        for runtime in ("", str(self.folder / "none")):
            with mock.patch.dict(os.environ, {"HOME": "/home/ada", "XDG_RUNTIME_DIR": runtime}):
                self.assertEqual(endpoint.address(), "/home/ada/.concord/run/default.sock")

    def test_paths_are_themselves(self):
        self.assertEqual(endpoint.address("/x/a.sock"), "/x/a.sock")
        self.assertEqual(endpoint.address("./a.sock"), os.path.abspath("a.sock"))

    def test_what_no_socket_can_be_called_is_a_bad_argument(self):
        for pipe in ("", ".", "..", ".a", "a b", "å", "x" * 41, "a\n", "/" + "x" * 107):
            with self.subTest(pipe), self.assertRaises(errors.BadArgument):
                endpoint.address(pipe)


class Trust(FolderTest):
    def test_folder_open_to_others_is_refused(self):
        for mode in (0o755, 0o710, 0o701, 0o770, 0o777):
            with self.subTest(mode=oct(mode)), Counterpart(lambda peer: self.fail("connected"), mode) as engine:
                with self.assertRaises(errors.AccessDenied) as raised:
                    concord_client.connect(engine.path)
                self.assertIn("open to others", str(raised.exception))

    def test_folder_that_is_a_link_is_refused(self):
        with Counterpart(lambda peer: self.fail("connected")) as engine:
            link = self.folder / "link"
            link.symlink_to(engine.folder)
            with self.assertRaises(errors.AccessDenied):
                concord_client.connect(str(link / "engine.sock"))

    @unittest.skipIf(os.geteuid() != 0, "SKIPPED: only root can give a folder away")
    def test_folder_of_another_user_is_refused(self):
        with Counterpart(lambda peer: self.fail("connected")) as engine:
            os.chown(engine.folder, 65534, 65534)
            with self.assertRaises(errors.AccessDenied) as raised:
                concord_client.connect(engine.path)
            self.assertIn("65534", str(raised.exception))

    def test_nothing_there_is_not_running(self):
        for path in (self.folder / "none.sock", self.folder / "none" / "a.sock"):
            with self.subTest(path.name), self.assertRaises(errors.NotRunning):
                concord_client.connect(str(path))

    def test_socket_that_nobody_listens_at_is_not_running(self):
        with Counterpart(lambda peer: None) as engine:
            stale = self.folder / "stale.sock"
            os.link(engine.path, stale)
        with self.assertRaises(errors.NotRunning):
            concord_client.connect(str(stale))


    @unittest.skipUnless(sys.platform == "linux", "SKIPPED: other systems refuse at once")
    def test_socket_before_which_too_many_wait_is_busy(self):
        path = str(self.folder / "full.sock")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path)
            listener.listen(0)
            waiting = [self.knock(path)]
            while waiting[-1] is not None:
                waiting.append(self.knock(path))
            self.assertRaises(errors.Busy, lambda: concord_client.connect(path, timeout=0.05))
            for each in waiting[:-1]:
                each.close()

    @staticmethod
    def knock(path):
        visitor = socket.socket(socket.AF_UNIX)
        visitor.setblocking(False)
        try:
            visitor.connect(path)
            return visitor
        except BlockingIOError:
            visitor.close()
            return None


class Start(FolderTest):
    """With programs that stand in for ``concord``; the engine itself is in test_live."""

    ENGINE = """
        import socket, struct, sys
        from msgpack import packb
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(sys.argv[sys.argv.index("--pipe") + 1])
        listener.listen()
        connection, _ = listener.accept()
        connection.recv(1000)
        body = packb([1, 1, None, {"version": 1, "arguments": sys.argv[1:]}])
        connection.sendall(struct.pack(">I", len(body)) + body)
        connection.recv(1000)
    """

    def program(self, source):
        path = self.folder / "concord"
        path.write_text(f"#!{sys.executable}\n{textwrap.dedent(source)}")
        path.chmod(0o700)
        return str(path)

    def test_engine_is_started_where_none_runs(self):
        path = str(self.folder / "new" / "e.sock")
        with concord_client.connect(path, start=True, program=self.program(self.ENGINE), timeout=30) as client:
            self.assertEqual(client.server["arguments"], ["serve", "--pipe", path])
        self.assertEqual(stat.S_IMODE(os.lstat(self.folder / "new").st_mode), 0o700)

    def test_engine_that_runs_is_not_started_again(self):
        with Counterpart(lambda peer: peer.greet()) as engine:
            concord_client.connect(engine.path, start=True, program="/nowhere/concord").close()

    def test_engine_that_ends_says_why(self):
        program = self.program("import sys; sys.exit('the disk is gone')")
        with self.assertRaises(errors.IoError) as raised:
            concord_client.connect(str(self.folder / "e.sock"), start=True, program=program, timeout=30)
        self.assertIn("the disk is gone", str(raised.exception))

    def test_engine_that_never_listens_is_a_deadline(self):
        program = self.program("import time, os; print(os.getpid(), flush=True); time.sleep(60)")
        with self.assertRaises(errors.Deadline):
            concord_client.connect(str(self.folder / "e.sock"), start=True, program=program, timeout=1)
        os.kill(int((self.folder / "e.log").read_text()), 9)

    def test_program_that_is_not_there_is_not_found(self):
        for program, variables in (("/nowhere/concord", {}), (None, {"CONCORD": "/nowhere/concord"}), (None, {"CONCORD": "", "PATH": "/nowhere"})):
            with self.subTest(variables), mock.patch.dict(os.environ, variables), self.assertRaises(errors.NotFound):
                concord_client.connect(str(self.folder / "e.sock"), start=True, program=program)

    def test_file_that_is_no_program_is_a_bad_argument(self):
        path = self.folder / "concord"
        path.write_bytes(b"\x00\x01")
        path.chmod(0o700)
        with self.assertRaises(errors.BadArgument):
            concord_client.connect(str(self.folder / "e.sock"), start=True, program=str(path))

    def test_socket_in_a_folder_open_to_others_starts_nothing(self):
        self.folder.chmod(0o755)
        with self.assertRaises(errors.AccessDenied):
            concord_client.connect(str(self.folder / "e.sock"), start=True, program=self.program(self.ENGINE))
