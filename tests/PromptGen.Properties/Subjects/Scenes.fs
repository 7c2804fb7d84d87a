namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Attention
open PromptGen.Encoders
open PromptGen.Heads
open PromptGen.Properties.Subjects
open PromptGen.Tokenization
open PromptGen.Tensors
open TorchSharp

/// An encoder, a prefix that fits it, and rows that fit behind the prefix.
[<NoEquality; NoComparison>]
type Scene =
    { Family: Family
      Sizes: Sizes
      Prefix: PrefixChoice
      Rows: Rows }

    member scene.Subject = scene.Family.Make scene.Sizes
    member scene.Prompted = scene.Subject.Prompt scene.Prefix
    member scene.PromptedLayers = scene.Prefix.Depth.Of scene.Sizes.Layers
    member scene.Batch = scene.Rows.Mask.Length
    member scene.Tokens = scene.Rows.Mask.Head.Length

    /// How many positions the rows take behind the prefix.
    member scene.Needed = scene.Tokens + if scene.Family.PrefixMoves then scene.Prefix.Length else 0

    member scene.With(positions: int) = { scene with Sizes = { scene.Sizes with Positions = positions } }

    /// Ids and segments drawn from a seed; tokens never have the padding id.
    member scene.Drawn(seed: int) : Batch =
        let shape = [ scene.Batch; scene.Tokens ]
        let mask = torch.tensor(array2D scene.Rows.Mask)
        let ids = Tensors.integers seed scene.Sizes.Vocabulary shape
        let ids =
            match scene.Family.Padding with
            | None -> ids
            | Some padding ->
                let others = Tensors.integers seed (scene.Sizes.Vocabulary - 1) shape
                TensorArithmetic.Filled(TensorArithmetic.Plus(others, others.ge(torch.tensor(int64 padding)).``to``(torch.int64)), mask.logical_not(), int64 padding)
        { Rows = scene.Rows; Ids = ids; TokenTypes = Tensors.integers (seed + 1) (max 1 scene.Sizes.TokenTypes) shape }

    member scene.Input = scene.Drawn scene.Rows.Seed

    member scene.LogitsShape(head: HeadChoice) =
        match head.Kind with
        | OnRow _ -> [ scene.Batch; head.Labels ]
        | OnTokens -> [ scene.Batch; scene.Tokens; head.Labels ]
        | OnWords -> [ scene.Batch; scene.Tokens; scene.Sizes.Vocabulary ]

    member scene.Labels(head: HeadChoice) =
        let shape = scene.LogitsShape head
        let labels = Tensors.integers (scene.Rows.Seed + 2) (List.last shape) (List.take (shape.Length - 1) shape)
        match head.Kind with
        | OnWords -> TensorArithmetic.Filled(labels, scene.Input.Padding, int64 Unlabeled.Token)
        | _ -> labels

/// A scene in which some layer lies below the first prompted one.
[<NoEquality; NoComparison>]
type DeepScene = DeepScene of Scene

/// A scene and the slots of its prefix in another order.
[<NoEquality; NoComparison>]
type Reordering = Reordering of Scene * order: int list

/// A scene whose prefix is made by an MLP.
[<NoEquality; NoComparison>]
type MlpScene = MlpScene of Scene

/// A scene and a head.
[<NoEquality; NoComparison>]
type HeadScene = HeadScene of Scene * HeadChoice

/// A scene and a head that answers for every token.
[<NoEquality; NoComparison>]
type TokenHeadScene = TokenHeadScene of Scene * HeadChoice

/// A scene and a head without a kink: differences across a kink are no derivative.
[<NoEquality; NoComparison>]
type SmoothScene = SmoothScene of Scene * HeadChoice

/// A few steps of training with dropout. More than one row and two steps: dropout never hides all of a prefix.
[<NoEquality; NoComparison>]
type TrainingScene = TrainingScene of Scene * HeadChoice * steps: int * rate: float

/// The same with a pretrained language model for a head.
[<NoEquality; NoComparison>]
type LanguageModelScene = LanguageModelScene of Scene * HeadChoice * steps: int * rate: float

/// A scene whose rows do not fit behind its prefix, by so many tokens.
[<NoEquality; NoComparison>]
type TooLongScene = TooLongScene of Scene * HeadChoice * by: int

/// A scene whose rows have parts, and for each a place in its part B.
[<NoEquality; NoComparison>]
type PartedScene = PartedScene of Scene * places: int list

/// Two scenes that differ in part B only: other blanks, more or fewer tokens.
[<NoEquality; NoComparison>]
type OtherPartB = OtherPartB of Scene * Scene

module private Gens =
    let seed = Gen.choose (0, 1_000_000)

    let distances = gen {
        let! scores =
            Gen.elements
                [ RelativeScores.ContentToPosition
                  RelativeScores.PositionToContent
                  RelativeScores.ContentToPosition ||| RelativeScores.PositionToContent ]
        let! farthest = Gen.optionOf (Gen.choose (1, 6))
        let! buckets = Gen.frequency [ 1, Gen.constant 0; 2, Gen.choose (1, 6) ]
        let! normalized = Gen.elements [ true; false ]
        let! shared = Gen.elements [ true; false ]
        return { Scores = scores; Farthest = farthest; Buckets = buckets; Normalized = normalized; Shared = shared } }

    let sizes = gen {
        let! layers = Gen.choose (1, 4)
        // Fewer than three numbers normalize to constants, in which nothing can be seen.
        let! heads, headSize =
            Gen.zip (Gen.choose (1, 4)) (Gen.choose (1, 4)) |> Gen.filter (fun (heads, size) -> heads * size >= 3)
        let! hidden = Gen.oneof [ Gen.constant (heads * headSize); Gen.choose (3, 12) ]
        let! inner = Gen.choose (1, 9)
        let! vocabulary = Gen.choose (3, 12)
        let! tokenTypes = Gen.choose (0, 3)
        let! positions = Gen.choose (1, 6)
        let! absolutePositions = Gen.elements [ true; false ]
        let! distances = distances
        let! convolution = Gen.elements [ 0; 1; 3; 5 ]
        let! pooledToken = Gen.elements [ HeadInput.FirstToken; HeadInput.EndOfPartA; HeadInput.StartOfPartB ]
        let! activation = Gen.elements [ Activation.Gelu; Activation.GeluTanh; Activation.Relu ]
        let! dropout = Gen.elements [ 0.0; 0.1; 0.3 ]
        let! seed = seed
        return
            { Layers = layers; Hidden = hidden; Heads = heads; HeadSize = headSize; Inner = inner; Vocabulary = vocabulary
              TokenTypes = tokenTypes; Positions = positions; AbsolutePositions = absolutePositions; Distances = distances
              Convolution = convolution; PooledToken = pooledToken; Activation = activation; Dropout = dropout; Seed = seed } }

    let depth layers =
        Gen.oneof
            [ Gen.constant All
              Gen.choose (1, layers) |> Gen.map First
              Gen.choose (1, layers) |> Gen.map Last
              Gen.subListOf [ 0 .. layers - 1 ] |> Gen.filter (fun some -> not (Seq.isEmpty some)) |> Gen.bind Gen.shuffle |> Gen.map (List.ofSeq >> These) ]

    let prefix layers = gen {
        let! length = Gen.choose (1, 5)
        let! depth = depth layers
        let! mlp = Gen.optionOf (Gen.choose (1, 6))
        let! seed = seed
        return { Length = length; Depth = depth; Mlp = mlp; Seed = seed } }

    /// Padding anywhere.
    let private scattered tokens =
        Gen.listOfLength tokens (Gen.elements [ 0L; 1L; 1L ]) |> Gen.filter (List.contains 1L) |> Gen.map (fun mask -> mask, [])

    /// Blanks, each with one token or more, from the end of part A to some end.
    let private blanks partA tokens = gen {
        let! last = Gen.choose (partA, tokens)
        if last = partA then
            return []
        else
            let! later = Gen.subListOf [ partA + 1 .. last - 1 ]
            let starts = partA :: List.ofSeq later
            let! positions = Gen.listOfLength starts.Length (Gen.choose (0, partA - 1))
            return List.map3 (fun start next position -> new FilledBlank(start, next - start, position)) starts (starts.Tail @ [ last ]) positions }

    let private row tokens partA (blanks: FilledBlank list) =
        let last = if blanks.IsEmpty then partA else (List.last blanks).Start + (List.last blanks).Length
        List.init tokens (fun i -> if i < last then 1L else 0L), blanks

    let private parted tokens = gen {
        let! partA = Gen.choose (1, tokens)
        let! blanks = blanks partA tokens
        return row tokens partA blanks }

    let private rowsOf seed rows = { Mask = List.map fst rows; Blanks = List.map snd rows; Seed = seed }

    let rows (family: Family) fewest = gen {
        let! batch = Gen.choose (fewest, 4)
        let! tokens = Gen.choose ((if family.Parts then 2 else fewest), 7)
        let! rows = Gen.listOfLength batch (if family.Parts then parted tokens else scattered tokens)
        let! seed = seed
        return rowsOf seed rows }

    /// The same part A of every row, and another part B.
    let otherPartB (rows: Rows) = gen {
        let tokens = rows.Mask.Head.Length
        let! others = rows.PartB |> List.map (fun partA -> blanks partA tokens |> Gen.map (row tokens partA)) |> Gen.sequenceToList
        return rowsOf rows.Seed others }

    let sceneOf families fewest = gen {
        let! family = Gen.elements families
        let! rows = rows family fewest
        let! sizes = sizes |> Gen.map family.Own
        let! prefix = prefix sizes.Layers
        let! room = Gen.choose (0, 3)
        let scene = { Family = family; Sizes = sizes; Prefix = prefix; Rows = rows }
        return if sizes.AbsolutePositions then scene.With(scene.Needed + room) else scene }

    let scene = sceneOf Family.All 1

    let partedScene = sceneOf (Family.All |> List.filter _.Parts) 1

    let headOf kinds = gen {
        let! kind = Gen.elements kinds
        let! labels = Gen.choose ((if kind = OnTokens then 2 else 1), 4)
        let! seed = seed
        return { Kind = kind; Labels = labels; Seed = seed } }

    /// A scene and a head that its family has.
    let withHead kind scenes = gen {
        let! scene = scenes |> Gen.filter (fun scene -> scene.Family.Heads scene.Sizes |> List.exists kind)
        let! head = scene.Family.Heads scene.Sizes |> List.filter kind |> headOf
        return scene, head }

    let anyHead scenes = withHead (fun _ -> true) scenes

    let training kind = gen {
        let! scene, head = sceneOf Family.All 2 |> withHead kind
        let! steps = Gen.choose (2, 4)
        let! rate = Gen.elements [ 1e-3; 1e-2; 0.1 ]
        return scene, head, steps, rate }

/// Generators of the laws' arguments.
type Arguments =
    static member Scene() = Arb.fromGen Gens.scene

    static member DeepScene() =
        Gens.scene |> Gen.filter (fun scene -> scene.PromptedLayers.Head > 0) |> Gen.map DeepScene |> Arb.fromGen

    static member Reordering() =
        gen {
            let! scene = Gens.scene |> Gen.filter (fun scene -> scene.Prefix.Length > 1)
            let! order = Gen.shuffle [ 0 .. scene.Prefix.Length - 1 ]
            return Reordering(scene, List.ofSeq order) }
        |> Arb.fromGen

    static member MlpScene() =
        Gens.scene |> Gen.filter (fun scene -> scene.Prefix.Mlp.IsSome) |> Gen.map MlpScene |> Arb.fromGen

    static member HeadScene() = Gens.scene |> Gens.anyHead |> Gen.map HeadScene |> Arb.fromGen

    static member TokenHeadScene() = Gens.scene |> Gens.withHead (_.IsOnRow >> not) |> Gen.map TokenHeadScene |> Arb.fromGen

    static member SmoothScene() =
        Gens.scene |> Gen.filter (fun scene -> scene.Sizes.Activation <> Activation.Relu) |> Gens.anyHead |> Gen.map SmoothScene |> Arb.fromGen

    static member TrainingScene() = Gens.training (_.IsOnWords >> not) |> Gen.map TrainingScene |> Arb.fromGen

    static member LanguageModelScene() = Gens.training _.IsOnWords |> Gen.map LanguageModelScene |> Arb.fromGen

    static member TooLongScene() =
        gen {
            let! scene, head =
                Gens.scene |> Gen.filter (fun scene -> scene.Sizes.AbsolutePositions && scene.Needed > 2) |> Gens.anyHead
            let! by = Gen.choose (1, min 3 (scene.Needed - 2))
            return TooLongScene(scene.With(scene.Needed - by), head, by) }
        |> Arb.fromGen

    static member PartedScene() =
        gen {
            let! scene = Gens.partedScene
            let! places = scene.Rows.PartB |> List.map (fun partB -> Gen.choose (partB, scene.Tokens)) |> Gen.sequenceToList
            return PartedScene(scene, places) }
        |> Arb.fromGen

    static member OtherPartB() =
        gen {
            let! scene = Gens.partedScene
            let! rows = Gens.otherPartB scene.Rows
            return OtherPartB(scene, { scene with Rows = rows }) }
        |> Arb.fromGen

[<assembly: Properties(Arbitrary = [| typeof<Arguments> |], MaxTest = 120)>]
[<assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)>]
do ()
