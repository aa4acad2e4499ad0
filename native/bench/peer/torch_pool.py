"""PyTorch's adaptive_avg_pool2d and normalize of 512 maps, 1536 x 14 x 14 in float16, on the graphics processor: the peer of gpu.pool.average.float16."""

import json
import statistics

import torch
from torch.nn.functional import adaptive_avg_pool2d, normalize


def measure() -> float:
    maps = torch.full((512, 1536, 14, 14), 1.0, dtype=torch.float16, device="cuda")
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


print(json.dumps({"torch": torch.__version__, "average.float16": measure(), "unit": "ms"}))
