"""Reads with h5py, and computes with keras_by_hand.py, what KerasRoundTripTest left in
formats/target/for-keras: files in the layouts that Keras 2 and 3 publish.

Not part of the test command. On Debian: apt-get install python3-h5py, then

    ./mvnw -B -pl formats -am test -Dtest=KerasRoundTripTest -Dsurefire.failIfNoSpecifiedTests=false
    /usr/bin/python3 formats/src/test/python/check_keras_files.py
"""
import pathlib

import numpy as np

import keras_by_hand as keras

FOLDER = pathlib.Path(__file__).parents[3] / "target" / "for-keras"

checked = 0
for example in sorted(FOLDER.glob("*.npz")):
    data = np.load(example)
    for ending, read in ((".h5", keras.read_h5), (".keras", keras.read_keras)):
        config, weights = read(example.with_suffix(ending))
        assert config["class_name"] == "Sequential"
        first = config["config"]["layers"][0]["config"]
        shape = first.get("batch_input_shape", first.get("batch_shape"))
        assert shape == [None] + list(data["x"].shape[1:]), (example.name, shape)
        y = keras.run(config, weights, data["x"])
        worst = np.abs(y - data["y"]).max() / max(1e-6, np.abs(data["y"]).max())
        assert y.shape == data["y"].shape and worst < 1e-4, (example.name, ending, worst)
        checked += 1
assert checked, "nothing in " + str(FOLDER)
print(f"{checked} files agree")
