namespace PromptGen.Properties

open System
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Attention
open PromptGen.Prefixes
open PromptGen.Properties.Tensors
open TorchSharp

/// Which tokens of a row see which.
type Sight =
    | EveryToken of mask: int64 list list
    | BetweenTokens of mask: int64 list list
    /// And what stands before: a row's first token is one, or its padding would see nothing.
    | Before of mask: int64 list list
    | PartsFrom of partB: int list

type PrefixSlots =
    { Length: int
      /// One prefix for all rows.
      Shared: bool
      /// Which slots are part of each prefix.
      Mask: int64 list list option }

/// One call of attention.
type Attention =
    { Batch: int
      Tokens: int
      KeyHeads: int
      /// Heads that share keys and values.
      Group: int
      HeadSize: int
      Sight: Sight
      Slots: PrefixSlots option
      Seed: int }

    member attention.Heads = attention.KeyHeads * attention.Group

/// One call of attention that scores distances too; no distance lies on the border of two steps.
type DistantAttention =
    { Content: Attention
      Hidden: int
      Farthest: int
      Buckets: int
      ByKeys: bool
      ByQueries: bool }

/// One call of attention whose distances have keys of their own: those of one direction.
type KeyedAttention =
    { Content: Attention
      Distances: int
      Scores: RelativeScores }

type AttentionArguments =
    static member private Mask batch tokens = Gen.listOfLength batch (Gen.listOfLength tokens (Gen.elements [ 0L; 1L; 1L ]))

    static member private Slots batch =
        gen {
            let! length = Gen.choose (1, 4)
            let! shared = Gen.elements [ true; false ]
            let! mask = AttentionArguments.Mask (if shared then 1 else batch) length |> Gen.optionOf
            return { Length = length; Shared = shared; Mask = mask } }
        |> Gen.optionOf

    static member private Call group (sight: int -> int -> Gen<Sight>) = gen {
        let! batch = Gen.choose (1, 3)
        let! tokens = Gen.choose (1, 7)
        let! keyHeads = Gen.choose (1, 3)
        let! group = group
        let! headSize = Gen.choose (1, 4)
        let! sight = sight batch tokens
        let! slots = AttentionArguments.Slots batch
        let! seed = Gen.choose (0, 1_000_000)
        return
            { Batch = batch; Tokens = tokens; KeyHeads = keyHeads; Group = group; HeadSize = headSize
              Sight = sight; Slots = slots; Seed = seed } }

    static member Attention() =
        AttentionArguments.Call (Gen.choose (1, 3)) (fun batch tokens ->
            Gen.oneof
                [ AttentionArguments.Mask batch tokens |> Gen.filter (List.forall (List.contains 1L)) |> Gen.map EveryToken
                  AttentionArguments.Mask batch tokens |> Gen.map BetweenTokens
                  AttentionArguments.Mask batch tokens |> Gen.map (List.map (fun row -> 1L :: List.tail row) >> Before)
                  Gen.listOfLength batch (Gen.choose (1, tokens)) |> Gen.map PartsFrom ])
        |> Arb.fromGen

    static member DistantAttention() =
        gen {
            let! content = AttentionArguments.Call (Gen.constant 1) (fun batch tokens -> AttentionArguments.Mask batch tokens |> Gen.map BetweenTokens)
            let! hidden = Gen.choose (1, 5)
            let! farthest = Gen.choose (1, 12)
            let! buckets = Gen.oneof [ Gen.constant 0; Gen.choose (1, 8) ]
            let! byKeys = Gen.elements [ true; false ]
            let! byQueries = Gen.elements [ true; false ]
            return { Content = content; Hidden = hidden; Farthest = farthest; Buckets = buckets; ByKeys = byKeys; ByQueries = byQueries } }
        |> Gen.filter (fun attention -> Exact.isClear attention.Buckets attention.Farthest attention.Content.Tokens)
        |> Arb.fromGen

    static member KeyedAttention() =
        gen {
            let! content = AttentionArguments.Attention().Generator
            let! distances = Gen.choose (1, 8)
            let! scores =
                Gen.elements
                    [ RelativeScores.ContentToPosition; RelativeScores.PositionToContent; RelativeScores.ContentToPosition ||| RelativeScores.PositionToContent ]
            return { Content = content; Distances = distances; Scores = scores } }
        |> Arb.fromGen

/// Attention number by number, as the papers write it.
module private Naive =
    let reader (tensor: torch.Tensor) : int list -> float =
        let numbers, sizes = tensor.contiguous().data<float>().ToArray(), List.ofArray tensor.shape
        fun index -> numbers[List.fold2 (fun at (size: int64) i -> at * int size + i) 0 sizes index]

    let private visible sight row query key =
        match sight with
        | EveryToken mask -> mask[row][key] = 1L
        | BetweenTokens mask -> mask[row][query] = 1L && mask[row][key] = 1L
        | Before mask -> mask[row][key] = 1L && key <= query
        | PartsFrom partB -> key < partB[row] || key <= query

    let private softmax (scores: float list) =
        let most = List.max scores
        let powers = scores |> List.map (fun score -> exp (score - most))
        powers |> List.map (fun power -> power / List.sum powers)

    let dot size a b = List.sum [ for d in 0 .. size - 1 -> a d * b d ]

    /// Scores are divided by √(D · terms); distances add theirs between tokens.
    let attend (attention: Attention) (q: torch.Tensor) (k: torch.Tensor) (v: torch.Tensor) (prefix: (torch.Tensor * torch.Tensor) option) terms distant =
        let q, k, v = reader q, reader k, reader v
        let prefix = prefix |> Option.map (fun (key, value) -> reader key, reader value)
        let size = attention.HeadSize
        let scale = sqrt (float (size * terms))
        let output row head query =
            let keyHead = head / attention.Group
            let slots =
                match attention.Slots, prefix with
                | Some slots, Some(key, value) ->
                    let owner = if slots.Shared then 0 else row
                    [ for slot in 0 .. slots.Length - 1 do
                          if slots.Mask |> Option.forall (fun mask -> mask[owner][slot] = 1L) then
                              dot size (fun d -> q [ row; head; query; d ]) (fun d -> key [ owner; keyHead; slot; d ]) / scale,
                              fun d -> value [ owner; keyHead; slot; d ] ]
                | _ -> []
            let tokens =
                [ for key in 0 .. attention.Tokens - 1 do
                      if visible attention.Sight row query key then
                          let content = dot size (fun d -> q [ row; head; query; d ]) (fun d -> k [ row; keyHead; key; d ])
                          (content + distant q k row head query key) / scale, fun d -> v [ row; keyHead; key; d ] ]
            match tokens with
            | [] -> List.replicate size 0.0
            | _ ->
                let weights = softmax (List.map fst (slots @ tokens))
                [ for d in 0 .. size - 1 -> List.sum (List.map2 (fun weight (_, value) -> weight * value d) weights (slots @ tokens)) ]
        [ for row in 0 .. attention.Batch - 1 do
              for head in 0 .. attention.Heads - 1 do
                  for query in 0 .. attention.Tokens - 1 do
                      yield! output row head query ]

[<Properties(Arbitrary = [| typeof<AttentionArguments> |], MaxTest = 200)>]
module AttentionLaws =
    let private normal (generator: torch.Generator) (shape: int list) =
        torch.empty(shape |> List.map int64 |> Array.ofList, torch.float64).normal_(0.0, 1.5, generator)

    let private ints (rows: int64 list list) = torch.tensor(array2D rows)

    /// Queries, keys, values and the prefix.
    let private drawn (attention: Attention) generator =
        let shape heads tokens = [ attention.Batch; heads; tokens; attention.HeadSize ]
        let prefix =
            attention.Slots |> Option.map (fun slots ->
                let shape = [ (if slots.Shared then 1 else attention.Batch); attention.KeyHeads; slots.Length; attention.HeadSize ]
                normal generator shape, normal generator shape)
        normal generator (shape attention.Heads attention.Tokens),
        normal generator (shape attention.KeyHeads attention.Tokens),
        normal generator (shape attention.KeyHeads attention.Tokens),
        prefix

    let private mask (attention: Attention) =
        match attention.Sight with
        | EveryToken mask -> AttentionMask.Bidirectional(ints mask)
        | BetweenTokens mask -> AttentionMask.BetweenTokens(ints mask)
        | Before mask -> AttentionMask.Causal(ints mask)
        | PartsFrom partB -> AttentionMask.ContextThenCausal(partB |> List.map int64 |> Array.ofList |> torch.tensor, int64 attention.Tokens)

    let private layerPrefix (attention: Attention) (kind: torch.ScalarType) (prefix: (torch.Tensor * torch.Tensor) option) : LayerPrefix | null =
        match attention.Slots, prefix with
        | Some slots, Some(key, value) ->
            let mask: torch.Tensor | null = match slots.Mask with Some mask -> ints mask | None -> null
            new LayerPrefix(key.``to`` kind, value.``to`` kind, mask)
        | _ -> null

    let private close tolerance (expected: float list) (actual: torch.Tensor) =
        List.forall2
            (fun (a: float) b -> abs (a - b) <= tolerance * max 1.0 (abs b))
            (List.ofArray (actual.``to``(torch.float64).contiguous().data<float>().ToArray())) expected

    let private dotProductAgrees (kind: torch.ScalarType) tolerance (attention: Attention) = inScope <| fun () ->
        use generator = new torch.Generator(uint64 attention.Seed)
        let q, k, v, prefix = drawn attention generator
        DotProductAttention.Attend(q.``to`` kind, k.``to`` kind, v.``to`` kind, layerPrefix attention kind prefix, mask attention, 0.0)
        |> close tolerance (Naive.attend attention q k v prefix 1 (fun _ _ _ _ _ _ -> 0.0))

    [<Property>]
    let ``dot-product attention is the naive one, in float64`` attention = dotProductAgrees torch.float64 1e-12 attention

    [<Property>]
    let ``dot-product attention is the naive one, in the kernel for float32`` attention = dotProductAgrees torch.float32 1e-5 attention

    [<Property>]
    let ``attention with relative keys is the naive one: far distances are alike, and nothing is added to the prefix`` (attention: KeyedAttention) = inScope <| fun () ->
        let content = attention.Content
        use generator = new torch.Generator(uint64 content.Seed)
        let q, k, v, prefix = drawn content generator
        let table = normal generator [ 2 * attention.Distances - 1; content.HeadSize ]
        let distant = RelativeKeys.Scores(q, k, table, attention.Scores)
        let actual = DotProductAttention.Attend(q, k, v, layerPrefix content torch.float64 prefix, mask content, 0.0, distant)

        let tableAt = Naive.reader table
        let added (q: int list -> float) (k: int list -> float) row head query key =
            let vector d = tableAt [ max (1 - attention.Distances) (min (attention.Distances - 1) (query - key)) + attention.Distances - 1; d ]
            let byQuery = Naive.dot content.HeadSize (fun d -> q [ row; head; query; d ]) vector
            let byKey = Naive.dot content.HeadSize (fun d -> k [ row; head / content.Group; key; d ]) vector
            (if attention.Scores.HasFlag RelativeScores.ContentToPosition then byQuery else 0.0)
            + (if attention.Scores.HasFlag RelativeScores.PositionToContent then byKey else 0.0)
        close 1e-11 (Naive.attend content q k v prefix 1 added) actual

    [<Property>]
    let ``disentangled attention is the naive one, with a row of the table for every distance`` (attention: DistantAttention) = inScope <| fun () ->
        let content = attention.Content
        use generator = new torch.Generator(uint64 content.Seed)
        let q, k, v, prefix = drawn content generator
        let span = if attention.Buckets > 0 then attention.Buckets else attention.Farthest
        let table = normal generator [ 2 * span; attention.Hidden ]
        let projection = normal generator [ content.Heads * content.HeadSize; attention.Hidden ]
        let other = normal generator [ content.Heads * content.HeadSize; attention.Hidden ]

        let relative = RelativePositions.Of(table, int64 content.Tokens, attention.Farthest, attention.Buckets)
        let projected (used: bool) (weight: torch.Tensor) : torch.Tensor | null =
            if used then HeadAxis.SplitRows(torch.nn.functional.linear(relative.Vectors, weight), int64 content.Heads) else null
        let actual =
            DisentangledAttention.Attend(
                q, k, v, projected attention.ByKeys projection, projected attention.ByQueries other,
                relative, layerPrefix content torch.float64 prefix, mask content, 0.0)

        let tableAt, keysAt, queriesAt = Naive.reader table, Naive.reader projection, Naive.reader other
        let vector (weight: int list -> float) head query key d =
            let row = Exact.row attention.Buckets attention.Farthest (query - key)
            Naive.dot attention.Hidden (fun c -> tableAt [ row; c ]) (fun c -> weight [ head * content.HeadSize + d; c ])
        let distant (q: int list -> float) (k: int list -> float) row head query key =
            let byKeys = Naive.dot content.HeadSize (fun d -> q [ row; head; query; d ]) (vector keysAt head query key)
            let byQueries = Naive.dot content.HeadSize (fun d -> k [ row; head; key; d ]) (vector queriesAt head query key)
            (if attention.ByKeys then byKeys else 0.0) + (if attention.ByQueries then byQueries else 0.0)
        let terms = 1 + Convert.ToInt32 attention.ByKeys + Convert.ToInt32 attention.ByQueries
        close 1e-11 (Naive.attend content q k v prefix terms distant) actual

    [<Property>]
    let ``padding gets exact zeros from disentangled attention, and nobody gets NaN, under any mask`` (attention: DistantAttention) = inScope <| fun () ->
        let content = attention.Content
        use generator = new torch.Generator(uint64 content.Seed)
        let q, k, v, prefix = drawn content generator
        let relative = RelativePositions.Of(normal generator [ 2 * attention.Farthest; content.HeadSize ], int64 content.Tokens, attention.Farthest)
        let far = relative.Vectors.unsqueeze(0).expand(int64 content.Heads, -1L, -1L)
        let y = DisentangledAttention.Attend(q, k, v, far, far, relative, layerPrefix content torch.float64 prefix, mask content, 0.0)
        let padding = match content.Sight with BetweenTokens mask -> (ints mask).logical_not() | _ -> failwith "Padding sees here."
        finite y && y.masked_select(padding.view(int64 content.Batch, 1L, int64 content.Tokens, 1L)).count_nonzero().item<int64>() = 0L
