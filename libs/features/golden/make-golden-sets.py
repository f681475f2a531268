#!/usr/bin/env python3
"""Writes feature-sets.safetensors beside it: librosa's values of every feature set that is librosa's, for the specs.

usage: make-golden-sets.py     needs librosa 0.11, numpy, safetensors (pip install librosa safetensors)

Ten kinds of signal; of those that a set has to refuse (silence, one sample) only the signal is kept. Signals are made
of integers and divisions alone, or stored as float32, so that both languages compute on the same numbers; librosa
computes on them in float64. `long_60_s` is not stored: `long_signal` below says how to make it. Rows of a set are kept
every KEEP frames, and of the long signal every LONG_KEEP; `frame_counts` has the whole numbers of frames.
"""
import json
from pathlib import Path

import librosa
import numpy as np
from safetensors.numpy import save_file

HERE = Path(__file__).parent
RATE, KEEP, LONG_KEEP = 16000, 7, 601
MFCC = dict(n_fft=512, win_length=400, hop_length=160, center=True, pad_mode='reflect')
HTK = dict(n_fft=1024, win_length=640, hop_length=256, center=True, pad_mode='constant')
PITCH = dict(fmin=65, fmax=500, sr=RATE, frame_length=1024, hop_length=160)


def long_signal():
    """60 s of noise from a linear congruential generator under an envelope of triangles of 1.25 s."""
    state, values = 1, np.empty(60 * RATE)
    for i in range(len(values)):
        state = (state * 1664525 + 1013904223) % 2**32
        phase = i % 20000
        values[i] = (state / 2**31 - 1) * 0.4 * (min(phase, 20000 - phase) + 100) / 10100
    return values


def speech_like(seconds):
    random = np.random.default_rng(7)
    time = np.arange(int(RATE * seconds)) / RATE
    pitch = 2 * np.pi * np.cumsum(150 + 50 * np.sin(2 * np.pi * 1.5 * time)) / RATE
    voice = sum(np.sin(k * pitch) / k * np.exp(-(((k * 150 - 600) / 1200) ** 2)) for k in range(1, 40))
    syllables = np.clip(np.sin(2 * np.pi * 3 * time), 0, None) ** 0.5
    return 0.25 * voice * syllables + 2e-3 * random.standard_normal(len(time))


def signals():
    random = np.random.default_rng(21)
    time = np.arange(RATE // 2) / RATE
    impulse = np.zeros(6000)
    impulse[3000] = 1
    return {
        'speech_like': speech_like(1.5),
        'silence': np.zeros(6000),
        'square_full_scale': np.where((np.arange(6000) // 20) % 2 == 0, 1.0, -1.0),
        'impulse': impulse,
        'dc': np.full(6000, 0.5),
        'noise_minus_90_db': 10 ** (-90 / 20) * random.standard_normal(6000),
        'chirp': 0.8 * np.sin(2 * np.pi * (50 * time + 0.5 * (7900 - 50) / 0.5 * time**2)),
        'one_sample': np.array([0.5]),
        'one_frame': 0.2 * random.standard_normal(2048),
    }


def glide():
    """A voice whose pitch runs from 110 to 330 Hz and back, in an octave and a half a second, with a pause."""
    time = np.arange(int(2.4 * RATE)) / RATE
    hz = 110 * 3 ** (1 - np.abs(1 - time / 1.2))
    phase = 2 * np.pi * np.cumsum(hz) / RATE
    voice = sum(np.sin(k * phase) / k for k in range(1, 12))
    gate = ((time < 1.0) | (time > 1.25)).astype(float)
    return 0.2 * voice * gate + 1e-4 * np.random.default_rng(3).standard_normal(len(time)), hz


def mfcc(signal):
    mel = librosa.feature.melspectrogram(y=signal, sr=RATE, n_mels=128, power=2, dtype=np.float64, **MFCC)
    level = librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=80)
    return librosa.feature.mfcc(S=level, n_mfcc=40, dct_type=2, norm='ortho', lifter=0)


def log_mel(signal):
    mel = librosa.feature.melspectrogram(y=signal, sr=RATE, n_mels=80, power=2, dtype=np.float64, **MFCC)
    return librosa.power_to_db(mel, ref=1.0, amin=1e-10, top_db=80)


def log_mel_htk(signal):
    mel = librosa.feature.melspectrogram(
        y=signal, sr=RATE, n_mels=80, fmin=60, fmax=7600, htk=True, norm=None, power=2, dtype=np.float64, **HTK)
    return 10 * np.log10(mel + 1e-7)


def with_deltas(rows):
    return np.concatenate([rows, *(librosa.feature.delta(rows, width=9, order=o, mode='interp') for o in (1, 2))])


def utterance(X, sample_rate=RATE):
    """The statistics of the paper's base repository, its pitch mended: `magnitudes[:, i]`, where it had `[:, 1]`."""
    stft = np.abs(librosa.stft(X))
    pitches, magnitudes = librosa.piptrack(sr=sample_rate, S=stft, fmin=70, fmax=400)
    pitch = [pitches[magnitudes[:, i].argmax(), i] for i in range(magnitudes.shape[1])]
    cent = librosa.feature.spectral_centroid(y=X, sr=sample_rate)
    cent = cent / np.sum(cent)
    flatness = librosa.feature.spectral_flatness(y=X)
    mel = librosa.feature.melspectrogram(y=X, sr=sample_rate, dtype=np.float64)
    mfccs = librosa.feature.mfcc(S=librosa.power_to_db(mel), n_mfcc=50)
    chroma = librosa.feature.chroma_stft(S=stft, sr=sample_rate, dtype=np.float64)
    contrast = librosa.feature.spectral_contrast(S=stft, sr=sample_rate)
    crossings = librosa.feature.zero_crossing_rate(X)
    rms = librosa.feature.rms(S=stft, dtype=np.float64)[0]
    scalars = [
        flatness.mean(), crossings.mean(), stft.mean(), stft.max(), cent.mean(), cent.std(), cent.max(), stft.std(),
        np.mean(pitch), np.max(pitch), np.std(pitch), librosa.pitch_tuning(pitches), rms.mean(), rms.max(), rms.std()]
    parts = [scalars, mfccs.mean(1), mfccs.std(1), mfccs.max(1), chroma.mean(1), mel.mean(1), contrast.mean(1)]
    return np.concatenate(parts)


SETS = {
    'mfcc-sequence': mfcc,
    'mfcc-sequence-deltas': lambda signal: with_deltas(mfcc(signal)),
    'logmel-sequence': log_mel,
    'logmel-sequence-deltas': lambda signal: with_deltas(log_mel(signal)),
    'logmel-htk-80': log_mel_htk,
}
REFUSED = {'silence', 'one_sample'}

tensors, counts = {}, {}
every = {name: values.astype(np.float32) for name, values in signals().items()}
for name, values in {**every, 'long_60_s': long_signal().astype(np.float32)}.items():
    if name != 'long_60_s':
        tensors[f'signal.{name}'] = values
    if name in REFUSED:
        continue
    signal = values.astype(np.float64)
    for set_name, rows_of in SETS.items():
        rows = rows_of(signal).T
        counts[f'{set_name}.{name}'] = len(rows)
        tensors[f'{set_name}.{name}'] = rows[:: LONG_KEEP if name == 'long_60_s' else KEEP].astype(np.float32)
    tensors[f'utterance-312.{name}'] = utterance(signal)[None].astype(np.float32)

for name, (values, hz) in {'glide': glide(), 'speech': (speech_like(1.5), None)}.items():
    stored = values.astype(np.float32)
    f0, voiced, probability = librosa.pyin(stored.astype(np.float64), **PITCH)
    tensors[f'pitch.signal.{name}'] = stored
    tensors[f'pitch.f0.{name}'] = np.where(voiced, f0, 0).astype(np.float32)
    tensors[f'pitch.probability.{name}'] = probability.astype(np.float32)
    if hz is not None:
        tensors[f'pitch.true.{name}'] = hz[::160].astype(np.float32)

for tuning in (-0.31, 0, 0.2):
    bank = librosa.filters.chroma(sr=RATE, n_fft=2048, tuning=tuning, dtype=np.float64)
    tensors[f'chroma.{tuning}'] = bank[:, ::17].astype(np.float32)

tensors = {name: np.ascontiguousarray(values) for name, values in tensors.items()}
metadata = {
    'librosa': librosa.__version__,
    'keep_every': str(KEEP),
    'long_keep_every': str(LONG_KEEP),
    'frame_counts': json.dumps(counts),
}
save_file(tensors, HERE / 'feature-sets.safetensors', metadata)
print(sum(values.nbytes for values in tensors.values()), 'bytes')
