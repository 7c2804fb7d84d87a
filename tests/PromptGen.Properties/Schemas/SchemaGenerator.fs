/// Draws schemas in which everything that the language has occurs.
module PromptGen.Properties.Schemas.SchemaGenerator

open FsCheck
open FsCheck.FSharp

let private either = Gen.elements [ true; false ]
let private seldom = Gen.frequency [ 1, Gen.constant true; 3, Gen.constant false ]
let private optional (value: Gen<'a>) = Gen.frequency [ 1, Gen.constant None; 1, Gen.map Some value ]

let private norm ofBlock = gen {
    let! rms, bias, condition, absent = Gen.zip (Gen.zip seldom either) (Gen.zip seldom seldom) |> Gen.map (fun ((a, b), (c, d)) -> a, b, c, d)
    return { Rms = rms; Bias = bias; When = condition; AbsentInFirst = ofBlock && absent } }

let private activations = [ "gelu"; "geluTanh"; "relu"; "silu"; "tanh" ]

let private activation = Gen.oneof [ Gen.constant ByOption; Gen.elements activations |> Gen.map Always ]

let private around grouped = gen {
    let! before = optional (norm (not grouped))
    let! after = optional (norm (not grouped))
    let! dropout = either
    return { NormBefore = before; NormAfter = after; Dropout = dropout } }

/// A gate makes squares: layer upon layer without a norm, they would leave float32.
let private tamed (feedForward: FeedForwardChoice) (around: BlockChoice) =
    let always (norm: NormChoice option) = match norm with Some norm -> not norm.When && not norm.AbsentInFirst | None -> false
    if feedForward.Gating.IsPlain || always around.NormBefore || always around.NormAfter then around
    else { around with NormBefore = Some { Rms = true; Bias = true; When = false; AbsentInFirst = false } }

let private projections = gen {
    let! separate = Gen.frequency [ 2, Gen.constant true; 1, Gen.constant false ]
    if separate then
        let! query, key, value = Gen.zip3 either either either
        return Separate(query, key, value)
    else
        let! bias, perHead = Gen.zip either either
        return Fused(bias, perHead) }

let private relative projections = gen {
    let! scores = Gen.elements [ true, true; true, false; false, true ]
    let! byOption = either
    let! sharing =
        match projections with
        | Fused _ -> Gen.constant Own
        | Separate _ -> Gen.elements [ Own; Shared; SharedByOption true; SharedByOption false ]
    let! keyBias, queryBias, dropout = Gen.zip3 either either either
    let! farthest = Gen.choose (1, 6)
    let! buckets = optional (Gen.choose (0, 5))
    let! norm = optional (norm false)
    return
        { ContentToPosition = fst scores; PositionToContent = snd scores; ScoresByOption = byOption; Sharing = sharing
          KeyBias = keyBias; QueryBias = queryBias; Dropout = dropout; Farthest = farthest; Buckets = buckets; Norm = norm } }

let private relativeKeys = gen {
    let! ofQueries, ofKeys = Gen.elements [ true, true; true, false; false, true ]
    let! byOption = either
    let! distances = Gen.choose (1, 6)
    return { OfQueries = ofQueries; OfKeys = ofKeys; ByOption = byOption; Distances = distances } }

let private biases projections =
    let among free = if free then either else Gen.constant false
    match projections with
    | Separate(query, key, value) -> Gen.zip3 (among (not query)) (among (not key)) (among (not value))
    | Fused(bias, _) -> Gen.zip3 (among (not bias)) (among (not bias)) (among (not bias))

let private visible = Gen.frequency [ 4, Gen.constant All; 2, Gen.constant BetweenTokens; 2, Gen.constant Causal; 2, Gen.constant ContextThenCausal ]

let private attention positioned = gen {
    let! projections = projections
    let! biases = biases projections
    let! relative, relativeKeys =
        Gen.frequency
            [ 3, Gen.constant (None, None)
              2, relative projections |> Gen.map (fun choice -> Some choice, None)
              1, relativeKeys |> Gen.map (fun choice -> None, Some choice) ]
    let! rotary =
        if positioned then optional (Gen.zip either either |> Gen.map (fun (neighbors, named) -> { Neighbors = neighbors; NamedBase = named }))
        else Gen.constant None
    let! visible = visible
    let! window = Gen.frequency [ 2, Gen.constant None; 1, Gen.choose (1, 3) |> Gen.map Some ]
    let! output, weightDropout = Gen.zip either either
    return
        { Projections = projections; Biases = biases; Relative = relative; RelativeKeys = relativeKeys; Rotary = rotary; Visible = visible; Window = window
          Output = output; WeightDropout = weightDropout } }

let private feedForward = gen {
    let! gating =
        Gen.oneof
            [ Gen.constant Plain
              Gen.map Gated either
              Gen.zip either either |> Gen.map FusedGate ]
    let! activation = activation
    let! up, down, innerDropout = Gen.zip3 either either either
    return { Gating = gating; Activation = activation; Up = up; Down = down; InnerDropout = innerDropout } }

/// Positions, and whether they are there to be turned by.
let private positions rotary =
    let tables = if rotary then [ NoTable; Switched true; Switched false ] else [ Table; Table; Switched true; Switched false ]
    Gen.frequency
        [ 5, gen {
            let! afterPadding, shifts = Gen.zip either either
            let! table = Gen.elements tables
            let! limit = either
            return Counted(afterPadding, shifts, table, limit && table = NoTable) }
          2, Gen.zip3 either either either |> Gen.map (fun (shifts, ofPositions, ofBlocks) -> Blocks(shifts, ofPositions && not rotary, ofBlocks)) ]

let private form parts pooler = gen {
    let ofRow =
        [ "firstToken"; "lastToken"; "meanOfTokens"; "tokens"
          if pooler then "pooled"
          if parts then yield! [ "endOfPartA"; "startOfPartB"; "endOfPartA"; "startOfPartB" ] ]
    let! task = Gen.elements [ "sequenceClassification"; "multipleChoice"; "tokenClassification"; "questionAnswering"; "languageModel" ]
    let! input =
        match task with
        | "sequenceClassification" | "multipleChoice" -> Gen.frequency [ 3, Gen.elements ofRow |> Gen.map Some; 1, Gen.constant None ]
        | _ -> Gen.constant (Some "tokens")
    let! dense = optional (gen {
        let! bias, inputDropout = Gen.zip either either
        let! activation = activation
        let! norm = optional either
        return { Bias = bias; Activation = activation; InputDropout = inputDropout; Norm = norm } })
    let! tiedBias = either
    return { Task = task; Input = input; Dense = dense; TiedBias = tiedBias } }

/// A schema; its parts fit each other.
let schema number = gen {
    let! seed = Gen.choose (0, 1_000_000)
    let! layers = Gen.choose (1, 4)
    let! groups = Gen.frequency [ 3, Gen.constant None; 1, Gen.elements [ for n in 1..layers do if layers % n = 0 then n ] |> Gen.map Some ]
    let! positioned = Gen.frequency [ 1, Gen.constant false; 6, Gen.constant true ]
    let! attention = attention positioned
    let! heads = Gen.choose (1, 4)
    let! size = Gen.choose (1, 3) |> Gen.map (fun half -> if attention.Rotary.IsSome then 2 * half else half)
    // Fewer than three numbers normalize to constants.
    let! hidden, headSize =
        Gen.frequency
            [ (if heads * size >= 3 then 1 else 0), Gen.constant (heads * size, None)
              1, Gen.choose (3, 9) |> Gen.map (fun hidden -> hidden, Some size) ]
    let! keyValueHeads =
        if attention.Relative.IsSome || attention.RelativeKeys.IsSome then Gen.constant None
        else optional (Gen.elements [ for n in 1..heads do if heads % n = 0 then n ])
    let! inner, innerSaid = Gen.oneof [ Gen.zip (Gen.choose (1, 9)) (Gen.elements [ Key; Number ]); Gen.constant (2 * hidden + 1, TimesAndPlus) ]
    let! embedding = Gen.frequency [ 2, Gen.constant None; 1, gen {
        let! width = Gen.oneof [ Gen.constant hidden; Gen.choose (3, 6) ]
        let! always, bias = Gen.zip either either
        return Some { Width = width; Always = always; ProjectionBias = bias } } ]
    let! positions = if positioned then positions attention.Rotary.IsSome else Gen.constant Unsaid
    let! others = Gen.frequency [ 2, Gen.constant None; 1, gen {
        let! every = Gen.choose (2, 3)
        let! window = optional (Gen.choose (1, 3))
        let! visible = visible
        let! otherBase = either
        return Some { Every = every; Window = window; Visible = visible; OtherBase = otherBase && attention.Rotary.IsSome } } ]
    let! tokenTypes = optional (Gen.choose (0, 3))
    let! embeddingNorm = optional (norm false)
    let! embeddingDropout, attentionFirst = Gen.zip either either
    let! scoreBias = Gen.frequency [ 4, Gen.constant NoScoreBias; 1, Gen.constant Learned; 1, Gen.constant Linear ]
    let! zeroes = optional either
    let! aroundAttention = around groups.IsSome
    let! feedForward = feedForward
    let! aroundFeedForward = around groups.IsSome |> Gen.map (tamed feedForward)
    let! second = Gen.frequency [ 3, Gen.constant None; 1, around groups.IsSome |> Gen.map (tamed feedForward >> Some) ]
    let! convolution = Gen.frequency [ 2, Gen.constant None; 1, gen {
        let! layer = Gen.choose (0, layers - 1)
        let! kernel = Gen.oneof [ Gen.elements [ 1; 3 ] |> Gen.map Literal; Gen.elements [ 0; 3; 5 ] |> Gen.map Optional ]
        let! dropout = either
        let! norm = norm false
        return Some { Layer = layer; Kernel = kernel; Dropout = dropout; Norm = norm } } ]
    let! finalNorm = optional (norm false)
    let! pooler = optional either
    let! normsOn = either
    let! activation = Gen.elements activations
    let! tokenizers = Gen.nonEmptyListOf (Gen.elements [ "wordPiece"; "byteLevelBpe"; "sentencePiece" ]) |> Gen.map List.distinct
    let! extends = seldom
    let! vocabulary = Gen.choose (4, 9)
    let! formCount = Gen.choose (0, 4)
    let drawn =
        { Number = number; Seed = seed; Vocabulary = vocabulary; Hidden = hidden; Layers = layers; Heads = heads; KeyValueHeads = keyValueHeads
          HeadSize = headSize; Inner = inner; InnerSaid = innerSaid; Groups = groups; Embedding = embedding; Positions = positions
          TokenTypes = tokenTypes; EmbeddingNorm = embeddingNorm; EmbeddingDropout = embeddingDropout; ZeroesPadding = zeroes; ScoreBias = scoreBias
          AttentionFirst = attentionFirst; Attention = attention; AroundAttention = aroundAttention; FeedForward = feedForward
          AroundFeedForward = aroundFeedForward; Second = second; Others = others; Convolution = convolution; FinalNorm = finalNorm; Pooler = pooler
          PooledToken = ""; Forms = []; NormsOn = normsOn; Activation = activation; Tokenizers = tokenizers; Extends = extends }
    let! forms = Gen.listOfLength formCount (form drawn.HasParts pooler.IsSome)
    // A table of another width scores words behind a dense layer only.
    let forms = forms |> List.filter (fun form -> form.Task <> "languageModel" || embedding.IsNone || form.Dense.IsSome) |> List.distinct
    let! pooledToken = Gen.elements [ "firstToken"; if pooler.IsSome then "pooled"; if drawn.HasParts then "endOfPartA"; "startOfPartB" ]
    return { drawn with Forms = forms; PooledToken = pooledToken } }
