namespace PromptGen.Properties

open System
open System.Collections.Generic
open System.IO
open System.Threading
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Backbones
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Prefixes
open PromptGen.Properties.Tensors
open PromptGen.Training
open TorchSharp

/// How a part of a run ends before its time.
type Stop =
    /// It is asked to stop after some steps of its own.
    | Asked of int
    /// It is killed, and what it saved some steps of its own after it began is what remains.
    | Killed of int

/// A run, and where it was stopped.
[<NoComparison>]
type StoppedRun =
    { Options: TrainingOptions
      BatchesPerEpoch: int
      Mlp: bool
      Dropout: float
      Scored: bool
      Stops: Stop list
      Seed: int }

type ResumeArguments =
    static member StoppedRun() =
        gen {
            let! epochs, batches, accumulated = Gen.zip3 (Gen.choose (1, 4)) (Gen.choose (1, 4)) (Gen.choose (1, 3))
            let! decay = Gen.elements [ RateDecay.Linear; RateDecay.Exponential; RateDecay.None ]
            let! warmUp = Gen.elements [ 0.0; 0.3 ]
            let! clip = Gen.elements [ Nullable(); Nullable 0.1; Nullable 1.0 ]
            let! patience = Gen.frequency [ 2, Gen.constant (Nullable()); 1, Gen.choose (1, 2) |> Gen.map Nullable ]
            let! weightDecay = Gen.elements [ 0.0; 0.1 ]
            let! order = Gen.elements [ WeightDecayOrder.BeforeUpdate; WeightDecayOrder.AfterUpdate ]
            let! mlp, scored = Gen.zip (Gen.elements [ false; true ]) (Gen.elements [ false; true ])
            let! dropout = Gen.elements [ 0.0; 0.3 ]
            let! stops =
                let stop = Gen.choose (1, 6) |> Gen.bind (fun steps -> Gen.elements [ Asked steps; Killed steps ])
                Gen.choose (1, 3) |> Gen.bind (fun n -> Gen.listOfLength n stop)
            let! seed = Gen.choose (0, 1_000_000)
            let options =
                TrainingOptions(
                    Epochs = epochs, AccumulatedBatches = accumulated, LearningRate = LearningRateSchedule(0.02, warmUp, decay), ClipNorm = clip,
                    Patience = patience, Optimizer = AdamWOptions(WeightDecay = weightDecay, Order = order), Seed = seed)
            return
                { Options = options; BatchesPerEpoch = batches; Mlp = mlp; Dropout = dropout; Scored = scored; Stops = stops; Seed = seed } }
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<ResumeArguments> |], MaxTest = 60)>]
module ResumeLaws =
    let private vocabulary, rows, tokens = 20, 2, 5

    let private data (run: StoppedRun) =
        { new ITrainingData<TokenInput> with
            member _.BatchesPerEpoch = run.BatchesPerEpoch
            member _.LongestInput = tokens
            member _.Epoch epoch =
                seq {
                    for i in 0 .. run.BatchesPerEpoch - 1 do
                        let seed = run.Seed + 100 * epoch + i
                        let ids = integers seed vocabulary [ rows; tokens ]
                        new Batch<TokenInput>(new TokenInput(ids, torch.ones_like ids), integers (seed + 50) 2 [ rows ], [| 0 .. rows - 1 |]) } }

    let private bytes (tensor: torch.Tensor) = tensor.detach().bytes.ToArray()

    /// One part of a run: from what a file holds, or from the beginning, to the end or to a stop. What it left, and how many steps it did.
    let private part (run: StoppedRun) (path: string option) (stop: Stop option) = inScope <| fun () ->
        let config =
            BertConfig(
                VocabSize = vocabulary, HiddenSize = 8, LayerCount = 2, HeadCount = 2, IntermediateSize = 8, MaxPositions = 16,
                HiddenDropout = run.Dropout, AttentionDropout = run.Dropout)
        use bert = BertEncoder.Random(config, 1)
        use generator = new torch.Generator(7UL)
        let options = PrefixOptions(Length = 2, Reparameterization = (if run.Mlp then Reparameterization.Mlp else Reparameterization.None), ReparameterizationSize = 4)
        let head = new SequenceClassificationHead<BertEncoder>(bert, 2, generator = generator)
        let prefix = new Prefix<BertEncoder>(bert, options, generator)
        let model = bert.Prompt(prefix, head)
        // A score that only the weights decide, and that goes up and down.
        let score: Func<float> | null =
            if run.Scored then Func<float>(fun () -> sin (1e4 * prefix.Flat().select(0, 0L).select(0, 0L).ToDouble())) else null
        let file: RunFile | null =
            match path with
            | Some path -> RunFile(path, Dictionary<string, string>(), Interval = TimeSpan.Zero)
            | None -> null
        use asked = new CancellationTokenSource()
        let mutable steps = 0
        let mutable kept = None
        let progress =
            { new IProgress<TrainingProgress> with
                member _.Report told =
                    // The file as it was a step ago: this step's state is not saved yet.
                    match stop, path with
                    | Some(Killed after), Some path when steps = after && File.Exists path -> kept <- Some(File.ReadAllBytes path)
                    | _ -> ()
                    if not told.EpochEnds then steps <- steps + 1
                    if stop = Some(Asked steps) then asked.Cancel() }
        let result = Trainer.Fit(model, data run, run.Options, score, progress, asked.Token, file)
        kept |> Option.iter (fun bytes -> File.WriteAllBytes(path.Value, bytes))
        let weights = [ for trainable in model.Trainables do for struct (_, parameter) in trainable.Parameters() -> bytes parameter ]
        {| Weights = weights; Epochs = List.ofSeq result.Epochs; Best = result.BestEpoch; Steps = result.Steps; Early = result.StoppedEarly; Done = not result.Interrupted |}

    [<Property>]
    let ``a run that was stopped anywhere, as often as one likes, ends with the bits of one that was not`` (run: StoppedRun) =
        Tokenizers.inFolder [] (fun folder ->
            let path = Some(Path.Combine(folder, "run.safetensors"))
            for stop in run.Stops do part run path (Some stop) |> ignore
            let rest = part run path None
            rest.Done && rest = part run None None)
