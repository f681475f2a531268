#!/usr/bin/env python3
"""Writes the reference vectors beside it: librosa's MFCC of synthetic signals, for the specs of this library.

usage: make-golden.py          needs librosa 0.11, numpy, safetensors (pip install librosa safetensors)

Signals are written as float32 and librosa computes on them in float64, its mel filters included. To keep the files
small, long signals keep every eleventh frame in `frames.NAME`; `frame_counts` has the whole number of frames, and
`span.NAME` the mean over numpy.array_split(..., 20), which sees every frame.
"""
import json
from pathlib import Path

import librosa
import numpy as np
from safetensors.numpy import save_file

HERE = Path(__file__).parent
RATE, N_FFT, WIN, HOP, N_MELS, N_MFCC, BINS, KEEP = 16000, 512, 400, 160, 128, 40, 20, 11


def signals():
    random = np.random.default_rng(20)
    time = np.arange(RATE // 2) / RATE
    noise = random.standard_normal(RATE // 2)
    pitch = 2 * np.pi * np.cumsum(140 + 30 * np.sin(2 * np.pi * 3 * time)) / RATE
    voiced = sum(np.sin(k * pitch) / k * np.exp(-((k * 140 - 700) / 900) ** 2) for k in range(1, 30))
    impulse = np.zeros(4000)
    impulse[2000] = 1
    return {
        'chirp': 0.8 * np.sin(2 * np.pi * (50 * time + 0.5 * (7900 - 50) / 0.5 * time**2)),
        'noise_minus_90_db': 10 ** (-90 / 20) * noise[:4000],
        'impulse': impulse,
        'dc': np.full(4000, 0.5),
        'square': np.where(np.sin(2 * np.pi * 440 * time[:4000]) >= 0, 1.0, -1.0),
        'voiced': 0.3 * voiced * (0.2 + np.sin(np.pi * time / time[-1])) + 1e-3 * noise,
        'one_window': 0.1 * noise[:400],
        'odd_length': 0.1 * noise[:1601],
        'speech_then_silence': np.concatenate([0.3 * voiced[:2000], np.zeros(2000)]),
    }


def mel_rows(signal, **frames):
    mel = librosa.feature.melspectrogram(y=signal, sr=RATE, n_mels=N_MELS, power=2, dtype=np.float64, **frames)
    return librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=80)


def mfcc_rows(signal, **frames):
    return librosa.feature.mfcc(S=mel_rows(signal, **frames), n_mfcc=N_MFCC, dct_type=2, norm='ortho', lifter=0).T


def centred(signal):
    return mfcc_rows(signal, n_fft=N_FFT, win_length=WIN, hop_length=HOP, center=True, pad_mode='reflect')


def paper_20(signal):
    span = np.pad(signal, (0, max(0, 3 * RATE - len(signal))))[: 3 * RATE]
    return centred(span)[:300].reshape(BINS, 15, N_MFCC).mean(1)


def stride_20(signal):
    """Frames of 4,096 whose window of 2,400 lies in the middle: so 848 zeros come before the first sample."""
    span = np.pad(signal, (0, max(0, 3 * RATE - len(signal))))[: 3 * RATE]
    return mfcc_rows(np.pad(span, 848), n_fft=4096, win_length=2400, hop_length=2400, center=False)


def span_20(signal):
    rows = centred(signal)
    return np.stack([part.mean(0) for part in np.array_split(rows, BINS)]) if len(rows) >= BINS else None


tensors, counts = {}, {}
for name, values in signals().items():
    stored = values.astype(np.float32)
    signal = stored.astype(np.float64)
    rows = centred(signal)
    counts[name] = len(rows)
    tensors[f'signal.{name}'] = stored
    tensors[f'frames.{name}'] = rows[::KEEP].astype(np.float32)
    tensors[f'paper.{name}'] = paper_20(signal).astype(np.float32)
    tensors[f'stride.{name}'] = stride_20(signal).astype(np.float32)
    if len(rows) >= BINS:
        tensors[f'span.{name}'] = span_20(signal).astype(np.float32)
tensors = {name: np.ascontiguousarray(values) for name, values in tensors.items()}
metadata = {'librosa': librosa.__version__, 'keep_every': str(KEEP), 'frame_counts': json.dumps(counts)}
save_file(tensors, HERE / 'librosa.safetensors', metadata)
print({name: values.shape for name, values in tensors.items()}, counts)
