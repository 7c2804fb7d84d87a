module PromptGen.Properties.MixLaws

open System
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen
open PromptGen.Attention
open PromptGen.Backbones
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Predictions
open PromptGen.Prefixes
open PromptGen.Properties.Tensors
open PromptGen.Tokenization
open PromptGen.Tensors
open TorchSharp

type MixFamily =
    | OfBert
    | OfRoberta
    | OfDeberta
    | OfDebertaV2
    | OfGlm

type MixSizes =
    { Layers: int
      Heads: int
      HeadSize: int
      Scores: RelativeScores
      Buckets: int
      Convolution: int
      Absolute: bool
      Shares: bool
      Pooled: HeadInput
      Seed: int }

type MixPrefix = { Length: int; Layers: int list; Kept: bool; Seed: int }

/// The form counts among the published ones of the task.
type MixHead = { OnTokens: bool; Form: int; Labels: int; Seed: int }

type MixAdapter = { Prefix: MixPrefix option; Head: MixHead }

/// For encoders with parts, part B begins at the share of the row that Cut says.
type MixText = { Tokens: int; Cut: float; Seed: int }

type MixRow = { Adapter: int; Text: MixText }

/// Rows of any adapters over one encoder.
type Mix =
    { Family: MixFamily
      Sizes: MixSizes
      Adapters: MixAdapter list
      Rows: MixRow list
      BatchSize: int }

/// Two prefixes in the same layers.
type TwoPrefixes = { Family: MixFamily; Sizes: MixSizes; First: MixPrefix; Second: MixPrefix; Texts: MixText list }

/// A text between others, the last of which is longer.
type Among = { Family: MixFamily; Sizes: MixSizes; Prefix: MixPrefix option; Texts: MixText list; Longer: int }

let private vocabulary, longestPrefix, longestText = 12, 5, 12

type MixArguments =
    static member Family = Gen.elements [ OfBert; OfRoberta; OfDeberta; OfDebertaV2; OfGlm ]

    static member Seed = Gen.choose (0, 1_000_000)

    static member Sizes = gen {
        let! layers = Gen.choose (1, 4)
        let! heads = Gen.choose (1, 3)
        // At most 15 in all: the CPU convolution of libtorch 2.10 (oneDNN) computes wrong numbers for two rows or more and 17 channels, 18, 24, …
        let! headSize = Gen.choose (4, 5)
        let! scores = Gen.elements [ RelativeScores.ContentToPosition; RelativeScores.PositionToContent; RelativeScores.ContentToPosition ||| RelativeScores.PositionToContent ]
        let! buckets = Gen.elements [ 0; 4 ]
        let! convolution = Gen.elements [ 0; 3 ]
        let! absolute = Gen.elements [ true; false ]
        let! shares = Gen.elements [ true; false ]
        let! pooled = Gen.elements [ HeadInput.FirstToken; HeadInput.StartOfPartB; HeadInput.EndOfPartA ]
        let! seed = MixArguments.Seed
        return
            { Layers = layers; Heads = heads; HeadSize = headSize; Scores = scores; Buckets = buckets; Convolution = convolution
              Absolute = absolute; Shares = shares; Pooled = pooled; Seed = seed } }

    static member PrefixIn(layers: int list) = gen {
        let! length = Gen.choose (1, longestPrefix)
        let! kept = Gen.frequency [ 3, Gen.constant false; 1, Gen.constant true ]
        let! seed = MixArguments.Seed
        return { Length = length; Layers = layers; Kept = kept; Seed = seed } }

    static member Prefix(layers: int) = gen {
        let! some = Gen.subListOf [ 0 .. layers - 1 ] |> Gen.filter (Seq.isEmpty >> not)
        return! MixArguments.PrefixIn(List.ofSeq some) }

    static member Text(longest: int) = gen {
        let! tokens = Gen.choose (2, longest)
        let! cut = Gen.choose (0, 99)
        let! seed = MixArguments.Seed
        return { Tokens = tokens; Cut = float cut / 100.0; Seed = seed } }

    static member Adapter(family: MixFamily, layers: int) = gen {
        let! prefix = Gen.optionOf (MixArguments.Prefix layers)
        let! onTokens = Gen.elements (if family = OfGlm then [ false ] else [ false; true ])
        let! form = Gen.choose (0, 5)
        let! labels = Gen.choose (2, 4)
        let! seed = MixArguments.Seed
        return { Prefix = prefix; Head = { OnTokens = onTokens; Form = form; Labels = labels; Seed = seed } } }

    static member Mix() =
        gen {
            let! family = MixArguments.Family
            let! sizes = MixArguments.Sizes
            let! count = Gen.choose (1, 5)
            let! adapters = Gen.listOfLength count (MixArguments.Adapter(family, sizes.Layers))
            let row = Gen.zip (Gen.choose (0, count - 1)) (MixArguments.Text longestText)
            let! rows = Gen.choose (1, 8) |> Gen.bind (fun rows -> Gen.listOfLength rows row)
            let! batchSize = Gen.choose (1, 8)
            return
                { Family = family; Sizes = sizes; Adapters = adapters; BatchSize = batchSize
                  Rows = rows |> List.map (fun (adapter, text) -> { Adapter = adapter; Text = text }) } }
        |> Arb.fromGen

    static member TwoPrefixes() =
        gen {
            let! family = MixArguments.Family
            let! sizes = MixArguments.Sizes
            let! first = MixArguments.Prefix sizes.Layers
            let! second = MixArguments.PrefixIn first.Layers
            let! texts = Gen.choose (1, 3) |> Gen.bind (fun rows -> Gen.listOfLength rows (MixArguments.Text longestText))
            return { Family = family; Sizes = sizes; First = first; Second = { second with Kept = first.Kept }; Texts = texts } }
        |> Arb.fromGen

    static member Among() =
        gen {
            let! family = MixArguments.Family
            let! sizes = MixArguments.Sizes
            let! prefix = Gen.optionOf (MixArguments.Prefix sizes.Layers)
            let! texts = Gen.choose (1, 3) |> Gen.bind (fun rows -> Gen.listOfLength rows (MixArguments.Text(longestText - 4)))
            let! longer = Gen.choose (1, 4)
            let zeroed = prefix |> Option.map (fun prefix -> { prefix with Kept = false })
            return { Family = family; Sizes = sizes; Prefix = zeroed; Texts = texts; Longer = longer } }
        |> Arb.fromGen

/// What a law says of an encoder, whatever its type.
type private Law<'argument> =
    abstract Holds<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>> : Frozen<'e> * padding: int -> bool

let private over (family: MixFamily) (sizes: MixSizes) (law: Law<_>) =
    let hidden, positions = sizes.Heads * sizes.HeadSize, 2 * longestPrefix + longestText
    let ready (backbone: Frozen<'e>) =
        perturb 0.3 sizes.Seed (backbone.Encoder.parameters () |> Seq.cast)
        backbone
    match family with
    | OfBert ->
        let config =
            BertConfig(
                VocabSize = vocabulary, HiddenSize = hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                IntermediateSize = 8, MaxPositions = positions)
        law.Holds<BertEncoder, TokenInput>(ready (BertEncoder.Random(config, sizes.Seed)), 0)
    | OfRoberta ->
        let config =
            RobertaConfig(
                VocabSize = vocabulary, HiddenSize = hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                IntermediateSize = 8, MaxPositions = positions + 2, TokenTypeCount = 2, PaddingId = 1)
        law.Holds<RobertaEncoder, TokenInput>(ready (RobertaEncoder.Random(config, sizes.Seed)), 1)
    | OfDeberta ->
        let config =
            DebertaConfig(
                VocabSize = vocabulary, HiddenSize = hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads, IntermediateSize = 8,
                MaxPositions = positions, TokenTypeCount = 2, AbsolutePositions = sizes.Absolute, RelativeScores = sizes.Scores)
        law.Holds<DebertaEncoder, TokenInput>(ready (DebertaEncoder.Random(config, sizes.Seed)), 0)
    | OfDebertaV2 ->
        let config =
            DebertaV2Config(
                VocabSize = vocabulary, HiddenSize = hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads, IntermediateSize = 8,
                MaxPositions = positions, TokenTypeCount = 2, AbsolutePositions = sizes.Absolute, RelativeScores = sizes.Scores,
                DistanceBuckets = sizes.Buckets, ConvolutionSize = sizes.Convolution, SharesProjections = sizes.Shares)
        law.Holds<DebertaV2Encoder, TokenInput>(ready (DebertaV2Encoder.Random(config, sizes.Seed)), 0)
    | OfGlm ->
        let config =
            GlmConfig(
                VocabSize = vocabulary, HiddenSize = hidden, LayerCount = sizes.Layers, HeadCount = sizes.Heads,
                SequenceLength = positions, PooledToken = sizes.Pooled)
        law.Holds<GlmEncoder, GlmInput>(ready (GlmEncoder.Random(config, sizes.Seed)), 0)

/// No token has a padding id.
let private text (choice: MixText) =
    let random = Random choice.Seed
    let cut = 1 + int (choice.Cut * float (choice.Tokens - 1))
    TokenizedText(
        Array.init choice.Tokens (fun _ -> random.Next(2, vocabulary)), Array.init choice.Tokens (fun _ -> random.Next 2),
        Blanks = [| FilledBlank(cut, choice.Tokens - cut, random.Next cut) |])

let private prefix<'e when 'e :> Encoder and 'e :> IDescribed<'e>> (backbone: Backbone<'e>) (choice: MixPrefix) =
    let options =
        PrefixOptions(
            Length = choice.Length, Depth = PrefixDepth.Layers choice.Layers,
            Padding = (if choice.Kept then PaddingEmbeddings.Kept else PaddingEmbeddings.Zeroed))
    let prefix = new Prefix<'e>(backbone, options)
    perturb 0.7 choice.Seed (prefix.Parameters() |> Seq.map (fun struct (_, parameter) -> parameter))
    prefix

let private prefixOrNone backbone (choice: MixPrefix option) : Prefix<'e> | null =
    match choice with
    | Some choice -> prefix backbone choice
    | None -> null

let private close (a: float) (b: float) = abs (a - b) < 1e-5

/// The probabilities of one row by the model itself, and its adapter, ready.
let private adapter<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>>
    (backbone: Frozen<'e>) (padding: int) (choice: MixAdapter) : (TokenizedText -> float[]) * ReadyAdapter<'e> =
    let prefix = prefixOrNone backbone choice.Prefix
    let labels = [| for i in 1 .. choice.Head.Labels -> string i |]
    let form task =
        let forms = backbone.Heads |> Seq.filter (fun form -> form.Task = task) |> Array.ofSeq
        forms[choice.Head.Form % forms.Length]
    let perturbed (head: #Head<'e>) =
        perturb 0.7 choice.Head.Seed (head.Weights() |> Seq.map (fun struct (_, weight) -> weight))
        head
    let alone (logits: 'i -> torch.Tensor) (text: TokenizedText) =
        use _ = torch.no_grad ()
        let logits = logits ('i.Collate([| text |], padding, torch.CPU))
        torch.nn.functional.softmax(logits.``to``(torch.float64), -1L).data<float>().ToArray()
    if choice.Head.OnTokens then
        let head = perturbed (new TokenClassificationHead<'e>(backbone, labels.Length, form HeadTask.TokenClassification))
        let model = backbone.Prompt(prefix, head)
        model.Eval()
        alone (fun input -> Forward.Logits(model, input)), ReadyAdapter.Of(model, labels)
    else
        let head = perturbed (new SequenceClassificationHead<'e>(backbone, labels.Length, form HeadTask.SequenceClassification))
        let model = backbone.Prompt(prefix, head)
        model.Eval()
        alone (fun input -> Forward.Logits(model, input)), ReadyAdapter.Of(model, labels)

let private numbers (answer: Answer) =
    match answer with
    | :? Prediction as row -> Array.ofSeq row.Probabilities
    | :? TokenPredictions as tokens -> tokens.Tokens |> Seq.collect _.Probabilities |> Array.ofSeq
    | _ -> failwith $"{answer.GetType()}"

[<Property(Arbitrary = [| typeof<MixArguments> |])>]
let ``rows of any adapters in one batch are answered as one by one`` (mix: Mix) = inScope <| fun () ->
    over mix.Family mix.Sizes
        { new Law<Mix> with
            member _.Holds<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>>(backbone: Frozen<'e>, padding) =
                let adapters = mix.Adapters |> List.map (adapter<'e, 'i> backbone padding)
                use pool = new AdapterPool<'e>(backbone, padding, mix.BatchSize)
                adapters |> List.iteri (fun i (_, ready) -> pool.Add(string i, ready))
                let texts = mix.Rows |> List.map (fun row -> text row.Text)
                let answers = pool.Predict [| for row, text in List.zip mix.Rows texts -> PredictionRequest(string row.Adapter, text) |]
                Seq.forall2
                    (fun answer (row, text) ->
                        let mixed, alone = numbers answer, fst adapters[row.Adapter] text
                        mixed.Length = alone.Length && Array.forall2 close mixed alone)
                    answers (List.zip mix.Rows texts) }

let private run<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>>
    (backbone: Frozen<'e>) (padding: int) (prefix: PrefixKeyValues) (texts: TokenizedText list) =
    use _ = torch.no_grad ()
    match backbone.Encoder.Run('i.Collate(Array.ofList texts, padding, torch.CPU), prefix, true).HiddenStates with
    | null -> failwith "The hidden states were asked for."
    | states -> List.ofSeq states

let private paddingOf (choice: MixPrefix) = if choice.Kept then PaddingEmbeddings.Kept else PaddingEmbeddings.Zeroed

[<Property(Arbitrary = [| typeof<MixArguments> |])>]
let ``two prefixes one after the other are one longer prefix, bit for bit`` (two: TwoPrefixes) = inScope <| fun () ->
    over two.Family two.Sizes
        { new Law<TwoPrefixes> with
            member _.Holds<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>>(backbone: Frozen<'e>, padding) =
                let first, second = prefix backbone two.First, prefix backbone two.Second
                let length, texts = two.First.Length + two.Second.Length, List.map text two.Texts
                let longer =
                    Prefix<'e>.FromFlat(backbone, PrefixOptions(Length = length, Depth = PrefixDepth.Layers two.First.Layers, Padding = paddingOf two.First),
                                        torch.cat([| first.Flat(); second.Flat() |], 0L))
                let layers =
                    [| for layer in 0 .. two.Sizes.Layers - 1 ->
                           match first.KeyValues(1L).Layer layer, second.KeyValues(1L).Layer layer with
                           | null, _ | _, null -> null
                           | a, b -> LayerPrefix(torch.cat([| a.Key; b.Key |], 2L), torch.cat([| a.Value; b.Value |], 2L), null) |]
                allSame
                    (run<'e, 'i> backbone padding (longer.KeyValues 1L) texts)
                    (run<'e, 'i> backbone padding (PrefixKeyValues.Of(layers, length, paddingOf two.First)) texts) }

[<Property(Arbitrary = [| typeof<MixArguments> |])>]
let ``slots that a mask hides are as if they were not there`` (two: TwoPrefixes) = inScope <| fun () ->
    over two.Family two.Sizes
        { new Law<TwoPrefixes> with
            member _.Holds<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>>(backbone: Frozen<'e>, padding) =
                let first, second, texts = prefix backbone two.First, prefix backbone two.Second, List.map text two.Texts
                let hidden (layer: int) =
                    match first.KeyValues(1L).Layer layer, second.KeyValues(1L).Layer layer with
                    | null, _ | _, null -> null
                    | a, b ->
                        let mask = torch.cat([| torch.ones(1L, a.Length); torch.zeros(1L, b.Length) |], 1L)
                        LayerPrefix(torch.cat([| a.Key; b.Key |], 2L), torch.cat([| a.Value; b.Value |], 2L), mask)
                let lengths = TensorArithmetic.Repeated(int64 two.First.Length, int64 texts.Length, torch.CPU)
                let masked = PrefixKeyValues.OfRows(Array.init two.Sizes.Layers hidden, lengths, paddingOf two.First)
                List.forall2
                    (fun (a: torch.Tensor) b -> distance a b < 1e-5)
                    (run<'e, 'i> backbone padding masked texts) (run<'e, 'i> backbone padding (first.KeyValues 1L) texts) }

[<Property(Arbitrary = [| typeof<MixArguments> |])>]
let ``padding further and splitting a batch change nothing`` (among: Among) = inScope <| fun () ->
    over among.Family among.Sizes
        { new Law<Among> with
            member _.Holds<'e, 'i when 'e :> Encoder<'i> and 'e :> IDescribed<'e> and 'i :> IEncoderInput<'i>>(backbone: Frozen<'e>, padding) =
                let keyValues =
                    match among.Prefix with
                    | Some choice -> (prefix backbone choice).KeyValues 1L
                    | None -> PrefixKeyValues.None
                let texts = List.map text among.Texts
                let longer = { List.maxBy _.Tokens among.Texts with MixText.Seed = 1 }
                let longer = text { longer with Tokens = longer.Tokens + among.Longer }
                let together = run<'e, 'i> backbone padding keyValues (texts @ [ longer ])
                texts
                |> List.indexed
                |> List.forall (fun (row, text) ->
                    List.forall2
                        (fun (state: torch.Tensor) (alone: torch.Tensor) -> distance (state.narrow(0, int64 row, 1L).narrow(1, 0L, int64 text.Length)) alone < 1e-5)
                        together (run<'e, 'i> backbone padding keyValues [ text ])) }
