"""
PyTorch's adaptive_avg_pool2d and normalize of 512 maps, 1536 x 14 x 14 in float16, on the graphics processor: the peer of gpu.pool.average.float16.

    torch_pool.py [BENCH.json]    with concord_bench_device's answer, also how many times longer PyTorch takes than ours
"""

import json
import statistics
import sys

import torch
from torch.nn.functional import adaptive_avg_pool2d, normalize


def measure() -> float:
    maps = torch.rand((512, 1536, 14, 14), dtype=torch.float16, device="cuda")
    times = []
    for _ in range(12):
        begin, end = torch.cuda.Event(enable_timing=True), torch.cuda.Event(enable_timing=True)
        begin.record()
        for _ in range(10):
            normalize(adaptive_avg_pool2d(maps, 1).flatten(1))
        end.record()
        end.synchronize()
        times.append(begin.elapsed_time(end) / 10)
    return statistics.median(times[1:])


def ours(path: str) -> float | None:
    with open(path, encoding="utf-8") as file:
        text = file.read()
    results = json.loads(text)["results"] if text else []
    return next((result["ours"] for result in results if result["name"] == "gpu.pool.average.float16"), None)


answer = {"torch": torch.__version__, "average.float16": measure(), "unit": "ms"}
if len(sys.argv) > 1 and (own := ours(sys.argv[1])) is not None:
    answer |= {"ours": own, "ratio": answer["average.float16"] / own}
print(json.dumps(answer))
