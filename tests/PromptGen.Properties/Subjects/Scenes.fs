namespace PromptGen.Properties

open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Encoders
open PromptGen.Properties.Subjects
open TorchSharp

/// Rows of tokens: 1 at tokens and 0 at padding, which may stand anywhere; every row has a token.
type Rows = { Mask: int64 list list; Seed: int }

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

    /// Ids and segments drawn from a seed; tokens never have the padding id.
    member scene.Drawn(seed: int) =
        let shape = [ scene.Batch; scene.Tokens ]
        let mask = torch.tensor(array2D scene.Rows.Mask)
        let ids = Tensors.integers seed scene.Sizes.Vocabulary shape
        let ids =
            match scene.Family.Padding with
            | None -> ids
            | Some padding ->
                let others = Tensors.integers seed (scene.Sizes.Vocabulary - 1) shape
                (others + others.ge(padding.ToScalar()).``to``(torch.int64)).masked_fill(mask.logical_not(), padding.ToScalar())
        new TokenInput(ids, mask, Tensors.integers (seed + 1) scene.Sizes.TokenTypes shape)

    member scene.Input = scene.Drawn scene.Rows.Seed

    member scene.Labels(head: HeadChoice) =
        let shape = match head.Kind with OnTokens -> [ scene.Batch; scene.Tokens ] | _ -> [ scene.Batch ]
        Tensors.integers (scene.Rows.Seed + 2) head.Labels shape

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

/// A scene and a head without a kink: differences across a kink are no derivative.
[<NoEquality; NoComparison>]
type SmoothScene = SmoothScene of Scene * HeadChoice

/// A few steps of training with dropout. More than one row and two steps: dropout never hides all of a prefix.
[<NoEquality; NoComparison>]
type TrainingScene = TrainingScene of Scene * HeadChoice * steps: int * rate: float

/// A scene whose rows do not fit behind its prefix, by so many tokens.
[<NoEquality; NoComparison>]
type TooLongScene = TooLongScene of Scene * HeadChoice * by: int

module private Gens =
    let seed = Gen.choose (0, 1_000_000)

    let sizes (positions: Gen<int>) = gen {
        let! layers = Gen.choose (1, 4)
        // Fewer than three numbers normalize to constants, in which nothing can be seen.
        let! heads, headSize =
            Gen.zip (Gen.choose (1, 4)) (Gen.choose (1, 4)) |> Gen.filter (fun (heads, size) -> heads * size >= 3)
        let! inner = Gen.choose (1, 9)
        let! vocabulary = Gen.choose (3, 12)
        let! tokenTypes = Gen.choose (1, 3)
        let! positions = positions
        let! activation = Gen.elements [ Activation.Gelu; Activation.GeluTanh; Activation.Relu ]
        let! dropout = Gen.elements [ 0.0; 0.1; 0.3 ]
        let! seed = seed
        return
            { Layers = layers; Heads = heads; HeadSize = headSize; Inner = inner; Vocabulary = vocabulary; TokenTypes = tokenTypes
              Positions = positions; Activation = activation; Dropout = dropout; Seed = seed } }

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

    let rows fewest = gen {
        let! batch = Gen.choose (fewest, 4)
        let! tokens = Gen.choose (fewest, 7)
        let row = Gen.listOfLength tokens (Gen.elements [ 0L; 1L; 1L ]) |> Gen.filter (List.contains 1L)
        let! mask = Gen.listOfLength batch row
        let! seed = seed
        return { Mask = mask; Seed = seed } }

    let sceneOf fewest = gen {
        let! family = Gen.elements Family.All
        let! rows = rows fewest
        let! sizes = sizes (Gen.constant 0)
        let! prefix = prefix sizes.Layers
        let! room = Gen.choose (0, 3)
        let positions = prefix.Length + rows.Mask.Head.Length + room
        return { Family = family; Sizes = { sizes with Positions = positions }; Prefix = prefix; Rows = rows } }

    let scene = sceneOf 1

    let head = gen {
        let! kind = Gen.elements [ OnPooler; OnFirstToken; OnTokens ]
        let! labels = Gen.choose ((if kind = OnTokens then 2 else 1), 4)
        let! seed = seed
        return { Kind = kind; Labels = labels; Seed = seed } }

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

    static member HeadScene() = Gen.zip Gens.scene Gens.head |> Gen.map HeadScene |> Arb.fromGen

    static member SmoothScene() =
        Gen.zip Gens.scene Gens.head
        |> Gen.filter (fun (scene, _) -> scene.Sizes.Activation <> Activation.Relu)
        |> Gen.map SmoothScene
        |> Arb.fromGen

    static member TrainingScene() =
        gen {
            let! scene = Gens.sceneOf 2
            let! head = Gens.head
            let! steps = Gen.choose (2, 4)
            let! rate = Gen.elements [ 1e-3; 1e-2; 0.1 ]
            return TrainingScene(scene, head, steps, rate) }
        |> Arb.fromGen

    static member TooLongScene() =
        gen {
            let! scene = Gens.scene
            let! head = Gens.head
            let! by = Gen.choose (1, min 3 (scene.Prefix.Length + scene.Tokens - 1))
            let positions = scene.Prefix.Length + scene.Tokens - by
            return TooLongScene({ scene with Sizes = { scene.Sizes with Positions = positions } }, head, by) }
        |> Arb.fromGen

[<assembly: Properties(Arbitrary = [| typeof<Arguments> |], MaxTest = 60)>]
[<assembly: Xunit.CollectionBehavior(DisableTestParallelization = true)>]
do ()
