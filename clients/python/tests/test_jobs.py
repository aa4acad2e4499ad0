"""Events of index jobs, from a counterpart."""
from concord_client import errors

from .client_test import ClientTest


class Jobs(ClientTest):
    def test_events_come_until_the_report(self):
        def play(peer):
            id = peer.read()[1]
            peer.tell("job", job="other", state="running", done=9, total=9, file=None)
            peer.tell("job", job="j", state="running", done=1, total=2, file="b.png")
            peer.answer(id, {"job": "j", "state": "running", "done": 0, "total": 2, "file": "a.png"})
            ended = {"job": "j", "state": "done", "done": 2, "total": 2, "file": None}
            peer.send([2, "job", {**ended, "report": {"slides": 2}}], [2, "job", {**ended, "done": 3}])

        events = list(self.connect(play).index.watch("j"))
        self.assertEqual([event["done"] for event in events], [0, 1, 2])
        self.assertEqual(events[-1]["report"], {"slides": 2})

    def test_job_that_ended_before_is_one_event(self):
        client = self.connect(lambda peer: peer.answer(peer.read()[1], {"job": "j", "state": "failed", "error": {"code": "disk_full", "message": "m"}}))
        self.assertEqual([event["error"]["code"] for event in client.index.watch("j")], ["disk_full"])

    def test_cancelled_job_ends_without_a_report(self):
        ended = {"job": "j", "state": "cancelled", "done": 1, "total": 2, "file": None, "report": None, "error": None}
        client = self.connect(lambda peer: peer.answer(peer.read()[1], ended))
        self.assertEqual(list(client.index.watch("j")), [ended])

    def test_job_that_is_not_there_is_not_found(self):
        client = self.connect(lambda peer: peer.refuse(peer.read()[1], "not_found"))
        self.assertRaises(errors.NotFound, lambda: client.index.watch("j"))

    def test_silence_is_a_deadline(self):
        client = self.connect(lambda peer: (peer.answer(peer.read()[1], {"job": "j", "state": "running"}), peer.read()))
        events = client.index.watch("j", timeout=0.05)
        self.assertEqual(next(events)["state"], "running")
        self.assertRaises(errors.Deadline, lambda: next(events))
        self.assertEqual(list(events), [])

    def test_connection_that_ends_is_told(self):
        client = self.connect(lambda peer: peer.answer(peer.read()[1], {"job": "j", "state": "running"}))
        self.assertRaises(errors.Closed, lambda: list(client.index.watch("j")))
