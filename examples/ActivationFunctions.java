import module dev.fovea.plot;
import dev.fovea.nn.*;

/** Activation functions and their slopes over −5 to 5: java -p JARS … ActivationFunctions.java [FOLDER] */
void main(String[] args) {
  Tensor x = Tensor.of(IntStream.rangeClosed(-100, 100).mapToDouble(i -> i / 20.0).toArray(), 201);
  SequencedMap<String, Layer> functions = new LinkedHashMap<>();
  functions.put("ReLU", new Relu());
  functions.put("Leaky ReLU, 0.1", new LeakyRelu(0.1));
  functions.put("ELU", new Elu(1));
  functions.put("Softplus", new Softplus());
  functions.put("Sigmoid", new Sigmoid());
  functions.put("Tanh", new Tanh());
  functions.put("GELU", new Gelu());
  functions.put("SiLU", new Silu());
  functions.put("Hard sigmoid", new HardSigmoid());
  functions.put("Hard tanh", new HardTanh());
  functions.put("Hard swish", new HardSwish());
  functions.put("ReLU, at most 3", ThresholdedRelu.ceiling(3));

  LineChart chart = LineChart.titled("Activation functions").across("x");
  for (var function : functions.entrySet()) {
    Tensor y = function.getValue().forward(x, Pass.evaluation());
    Tensor slope = Gradients.of(y.sum(), List.of(x)).getFirst();
    chart = chart.panel(function.getKey(), Line.of("value", x, y), Line.of("slope", x, slope));
  }
  chart.save(Path.of(args.length > 0 ? args[0] : ".").resolve("activation-functions.png"));
}
