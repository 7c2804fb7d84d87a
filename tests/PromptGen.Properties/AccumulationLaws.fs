namespace PromptGen.Properties

open System
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Backbones
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Prefixes
open PromptGen.Properties.Tensors
open PromptGen.Tensors
open PromptGen.Training
open TorchSharp

/// What rows are labeled with, and so the head and its loss.
type Labeling =
    | OneLabel
    | SeveralLabels
    | Number
    | LabelOfTokens
    | PlaceOfAnswer

/// Rows of several lengths, and the batches of one step that they are cut into.
type CutRows =
    { Labeling: Labeling
      Lengths: int list list
      Seed: int }

type AccumulationArguments =
    static member CutRows() =
        gen {
            let! labeling = Gen.elements [ OneLabel; SeveralLabels; Number; LabelOfTokens; PlaceOfAnswer ]
            let! batches = Gen.choose (1, 4)
            let! lengths = Gen.listOfLength batches (Gen.choose (1, 3) |> Gen.bind (fun rows -> Gen.listOfLength rows (Gen.choose (1, 6))))
            let! seed = Gen.choose (0, 1_000_000)
            return { Labeling = labeling; Lengths = lengths; Seed = seed } }
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<AccumulationArguments> |], MaxTest = 100)>]
module AccumulationLaws =
    let private vocabulary, labels, longest = 20, 3, 6

    let private head (labeling: Labeling) (bert: Backbone<BertEncoder>) (generator: torch.Generator) : Head<BertEncoder> =
        match labeling with
        | OneLabel -> new SequenceClassificationHead<BertEncoder>(bert, labels, generator = generator)
        | SeveralLabels -> new SequenceClassificationHead<BertEncoder>(bert, labels, generator = generator, labels = LabelKind.Several)
        | Number -> new SequenceClassificationHead<BertEncoder>(bert, 1, generator = generator)
        | LabelOfTokens -> new TokenClassificationHead<BertEncoder>(bert, labels, generator = generator)
        | PlaceOfAnswer -> new QuestionAnsweringHead<BertEncoder>(bert, generator = generator)

    /// The label of each row, drawn from a seed of its own. Some tokens have no label, some answers lie behind their text.
    let private truth (run: CutRows) (row: int) (length: int) : torch.Tensor =
        let random = Random(run.Seed + row)
        match run.Labeling with
        | OneLabel -> torch.tensor (int64 (random.Next labels))
        | SeveralLabels -> torch.tensor [| for _ in 1..labels -> int64 (random.Next 2) |]
        | Number -> torch.tensor (random.NextDouble())
        | LabelOfTokens ->
            torch.tensor [| for token in 1..longest -> if token > length || random.Next 2 = 0 then Unlabeled.Token else int64 (random.Next labels) |]
        | PlaceOfAnswer -> torch.tensor [| for _ in 1..2 -> if random.Next 3 = 0 then 99L else int64 (random.Next length) |]

    let private batch (run: CutRows) (first: int) (lengths: int list) =
        // As in the reference, the start of an answer is sought at padding too, so that its loss depends on how far a batch is padded.
        let tokens = if run.Labeling = PlaceOfAnswer then longest else List.max lengths
        let mask = torch.tensor (array2D [ for length in lengths -> [ for token in 1..tokens -> if token <= length then 1L else 0L ] ])
        let ids = (integers run.Seed vocabulary [ 40; longest ]).narrow(0, int64 first, int64 lengths.Length).narrow(1, 0L, int64 tokens) * mask
        let rows = torch.stack (lengths |> List.mapi (fun i length -> truth run (first + i) length) |> Array.ofList)
        let rows = if run.Labeling = LabelOfTokens then rows.narrow (1, 0L, int64 tokens) else rows
        new Batch<TokenInput>(new TokenInput(ids, mask), rows, [| first .. first + lengths.Length - 1 |])

    /// The gradients of one step over batches, in float64, without dropout.
    let private gradients (run: CutRows) (lengths: int list list) = inDouble <| fun () ->
        let config =
            BertConfig(
                VocabSize = vocabulary, HiddenSize = 8, LayerCount = 2, HeadCount = 2, IntermediateSize = 8, MaxPositions = 16, HiddenDropout = 0.0, AttentionDropout = 0.0)
        use bert = BertEncoder.Random(config, 1)
        use generator = new torch.Generator(7UL)
        let model = bert.Prompt(new Prefix<BertEncoder>(bert, PrefixOptions(Length = 2), generator), head run.Labeling bert generator)
        let starts = lengths |> List.scan (fun start rows -> start + List.length rows) 0
        let data =
            { new ITrainingData<TokenInput> with
                member _.BatchesPerEpoch = lengths.Length
                member _.LongestInput = longest
                member _.Epoch _ = seq { for start, rows in List.zip (List.take lengths.Length starts) lengths -> batch run start rows } }
        Trainer.Fit(model, data, TrainingOptions(Epochs = 1, AccumulatedBatches = lengths.Length, ClipNorm = Nullable())) |> ignore
        [ for trainable in model.Trainables do
            for struct (_, parameter) in trainable.Parameters() ->
                match parameter.grad with
                | null -> torch.zeros_like parameter
                | gradient -> gradient.clone () ]

    [<Property>]
    let ``gradients added up over batches are those of one batch of all rows, whatever the head`` (run: CutRows) = inScope <| fun () ->
        List.forall2 (fun apart together -> finite apart && distance apart together < 1e-12) (gradients run run.Lengths) (gradients run [ List.concat run.Lengths ])
