"""What tests with a counterpart share."""
import unittest

import concord_client

from .counterpart import Counterpart


class ClientTest(unittest.TestCase):
    def connect(self, play, **how):
        """A client of a counterpart that greets and then plays; both are closed after the test."""

        def greeted(peer):
            peer.greet()
            play(peer)

        engine = self.entered(Counterpart(greeted))
        return self.entered(concord_client.connect(engine.path, **how))

    def entered(self, context):
        opened = context.__enter__()
        self.addCleanup(context.__exit__, None, None, None)
        return opened

    def assertRaisesWith(self, kind, text, call):
        with self.assertRaises(kind) as raised:
            call()
        self.assertIn(text, str(raised.exception))
