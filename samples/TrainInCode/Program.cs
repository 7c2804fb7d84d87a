using PromptGen.Backbones;
using PromptGen.Encoders;
using PromptGen.Predictions;
using PromptGen.Prefixes;
using PromptGen.Tasks;
using PromptGen.Tokenization;
using PromptGen.Training;
using static TorchSharp.torch;

// From the repository's root, or with its path as the argument.
var samples = Path.Combine(args.FirstOrDefault() ?? ".", "samples");
var (checkpoint, messages) = (Path.Combine(samples, "models", "promptgen-mini"), Path.Combine(samples, "support-desk"));

using var bert = BertEncoder.Open(checkpoint);
var tokenizer = TextTokenizer.Open(checkpoint, BertEncoder.Description.Tokenizers);
var (train, test) = (TextExamples.Read(Path.Combine(messages, "train.jsonl")), TextExamples.Read(Path.Combine(messages, "test.jsonl")));
var task = new SequenceClassificationTask(LabelSet.From(train));

using var weights = new Generator(11);
var prompted = bert.Prompt(new Prefix<BertEncoder>(bert, new PrefixOptions { Length = 16 }, weights), task.NewHead(bert, generator: weights));
var rows = new TrainingRows<TokenInput>(task.Rows(train, tokenizer), batchSize: 16, seed: 11, tokenizer.SpecialTokens.Padding, CPU);
var result = Trainer.Fit(prompted, rows, new TrainingOptions { Epochs = 5, LearningRate = new LearningRateSchedule(0.04), Seed = 11 });
Console.WriteLine($"trained {prompted.TrainableCount:N0} of {bert.ParameterCount + prompted.TrainableCount:N0} parameters in {result.Elapsed.TotalSeconds:0} s");

var predictor = new Predictor(BatchSize: 32, tokenizer.SpecialTokens.Padding);
var tested = task.Rows(test, tokenizer, labeled: false);
var answers = task.Answers(test, tested, predictor.Predict(prompted, task.Labels, tested.Texts));
Console.WriteLine($"test accuracy {task.Metric("accuracy").Score(answers, task.Truth(test)):P1} of {test.Count} messages");

const string text = "I don't want my money back, just a charger that works.";
var answer = (Prediction)predictor.Predict(prompted, task.Labels, [tokenizer.Encode(text)]).Single();
Console.WriteLine($"{answer.Label} ({answer.Probabilities.Max():P0}): {text}");
