"""Checks with ONNX's own checker, and its shape inference, what OnnxExportTest left in
formats/target/for-onnx.

Not part of the test command. On Debian: apt-get install python3-onnx, then

    ./mvnw -B -pl formats -am test -Dtest=OnnxExportTest -Dsurefire.failIfNoSpecifiedTests=false
    /usr/bin/python3 formats/src/test/python/check_with_onnx.py
"""
import pathlib

import onnx

FOLDER = pathlib.Path(__file__).parents[3] / "target" / "for-onnx"

files = sorted(FOLDER.glob("*.onnx"))
assert files, "nothing in " + str(FOLDER)
for file in files:
    model = onnx.load(file)
    onnx.checker.check_model(model, full_check=True)
    assert model.graph.input[0].type.tensor_type.shape.dim[0].dim_param == "N", file.name
print(len(files), "models pass onnx", onnx.__version__)
