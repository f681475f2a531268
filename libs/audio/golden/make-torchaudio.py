#!/usr/bin/env python3
"""Writes what torchaudio.transforms.Resample gives, in float64, for 300 samples of noise: torchaudio.json beside it.

usage: make-torchaudio.py          needs torchaudio (Debian's python3-torchaudio will do)
"""
import json
from pathlib import Path

import torch
import torchaudio


def noise(samples):
    state, values = 1, []
    for _ in range(samples):
        state = (state * 1664525 + 1013904223) % 2**32
        values.append(state / 2**32 - 0.5)
    return torch.tensor(values, dtype=torch.float64)


outputs = {}
for rate in (48000, 44100, 32000, 22050, 11025, 8000):
    resample = torchaudio.transforms.Resample(rate, 16000, dtype=torch.float64)
    outputs[rate] = [round(value, 9) for value in resample(noise(300)[None])[0].tolist()]
record = {'torchaudio': torchaudio.__version__, 'outputs': outputs}
Path(__file__).with_name('torchaudio.json').write_text(json.dumps(record) + '\n')
