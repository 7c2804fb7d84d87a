/// Drawn schemas: each compiles without a warning, and its encoder is what the schema says.
module PromptGen.Properties.Schemas.SchemaLaws

open System
open PromptGen.Generator.Reading
open PromptGen.Heads
open PromptGen.Properties
open PromptGen.Properties.Subjects
open PromptGen.Properties.Tensors
open PromptGen.Properties.Schemas.DrawnEncoders
open PromptGen.Tensors
open PromptGen.Tokenization
open TorchSharp
open Xunit

let private count = 120
let private seed = FsCheck.Rnd(uint64 (Random.Shared.NextInt64()), uint64 (Random.Shared.NextInt64()) ||| 1UL)

let private encoders = lazy draw seed count

/// Checks a law for each encoder, and shows the schemas that break it.
let private forEach (law: Drawn -> bool) =
    let broken =
        encoders.Value |> List.choose (fun drawn ->
            let holds = try inScope (fun () -> Choice1Of2(law drawn)) with fault -> Choice2Of2 fault
            match holds with
            | Choice1Of2 true -> None
            | Choice1Of2 false -> Some $"{drawn.Texts.Schema.Write()}\n{drawn.Texts.Base |> Option.map _.Write()}\n{drawn.Texts.Config.Write()}"
            | Choice2Of2 fault -> Some $"{fault}\n{drawn.Texts.Schema.Write()}\n{drawn.Texts.Base |> Option.map _.Write()}\n{drawn.Texts.Config.Write()}")
    Assert.True(broken.IsEmpty, $"""{broken.Length} of {count}, drawn from {seed}:{"\n\n"}{String.concat "\n\n" broken}""")

// Part A, and blanks behind it where the encoder has parts; then padding.
let private rows seed =
    { Mask = [ [ 1L; 1L; 1L; 1L; 1L ]; [ 1L; 1L; 1L; 0L; 0L ]; [ 1L; 1L; 1L; 1L; 0L ] ]
      Blanks = [ [ FilledBlank(3, 2, 1) ]; [ FilledBlank(1, 1, 0); FilledBlank(2, 1, 0) ]; [] ]
      Seed = seed }

let private batchWith (drawn: Drawn) padding =
    let schema = drawn.Schema
    let rows = rows schema.Seed
    let mask = torch.tensor(array2D rows.Mask)
    let ids = TensorArithmetic.Plus(Tensors.integers schema.Seed (schema.Vocabulary - 2) [ 3; 5 ], 2L)
    let types = Tensors.integers (schema.Seed + 1) (max 1 (schema.TokenTypes |> Option.defaultValue 0)) [ 3; 5 ]
    let filled (id: torch.Tensor) = torch.where(mask.ne(torch.tensor 0L), ids, id)
    { Rows = rows
      Ids = filled (match schema.PaddingId with Some id -> torch.full_like(ids, id) | None -> torch.full_like(ids, (padding: int)))
      TokenTypes = if padding = 0 then types else torch.where(mask.ne(torch.tensor 0L), types, torch.zeros_like types) }

let private batch drawn = batchWith drawn 0

let private shaped (shape: int list) (tensor: torch.Tensor) = List.ofArray tensor.shape = List.map int64 shape && finite tensor

let private prefixes = [ None; Some 1; Some 3 ]

[<Fact>]
let ``everything that the language has is drawn`` () =
    let rec walk (json: Json) =
        match json with
        // What an option might choose is not what is chosen; of a switch both states occur.
        | Members members when List.exists ((=) ("kind", Json.Text "switch")) members |> not && List.exists (fst >> (=) "values") members ->
            [ for name, value in members do yield name; if name <> "values" then yield! walk value ]
        | Members members -> [ for name, value in members do yield name; yield! walk value ]
        | Json.List items -> List.collect walk items
        | Json.Text text -> [ text ]
        | _ -> []
    let said = set [ for drawn in encoders.Value do yield! walk drawn.Texts.Schema; yield! drawn.Texts.Base |> Option.map walk |> Option.defaultValue [] ]
    let language =
        set [ for noun in SchemaReader.Nouns do yield! noun.Properties
              for words in Words.Tables do yield! words.All ]
    Assert.Empty(language - said)

[<Fact>]
let ``an encoder has the parameters that the formula gives`` () =
    forEach (fun drawn -> drawn.Parameters = int64 (ParameterCount.total drawn.Schema))

[<Fact>]
let ``hidden states are [B, T, C], with a prefix and without`` () =
    forEach (fun drawn ->
        prefixes |> List.forall (fun slots ->
            let states = match slots with Some slots -> drawn.Subject.Prefixed slots (batch drawn) | None -> drawn.Subject.Plain(batch drawn)
            states.Length = drawn.Schema.Layers + 2 && states |> List.forall (shaped [ 3; 5; drawn.Schema.Hidden ])))

[<Fact>]
let ``logits have the shape of their task, with a prefix and without`` () =
    forEach (fun drawn ->
        drawn.Heads.Length = drawn.Schema.Forms.Length
        && drawn.Heads |> List.forall (fun head ->
            let shape =
                match head.Form.Task with
                | HeadTask.SequenceClassification -> [ 3; labels ]
                | HeadTask.TokenClassification -> [ 3; 5; labels ]
                | HeadTask.QuestionAnswering -> [ 3; 5; 2 ]
                | HeadTask.MultipleChoice -> [ 1; 3 ]
                | _ -> [ 3; 5; drawn.Schema.Vocabulary ]
            prefixes |> List.forall (fun slots -> shaped shape (head.Logits slots (batch drawn)))))

[<Fact>]
let ``a prefix of no slots is none, bit for bit`` () =
    forEach (fun drawn -> allSame (drawn.Subject.Prefixed 0 (batch drawn)) (drawn.Subject.Plain(batch drawn)))

[<Fact>]
let ``a prefix changes what the layers give`` () =
    forEach (fun drawn ->
        let prompted, moved = drawn.Subject.Prefixed 3 (batch drawn), drawn.Subject.Parts 3 (batch drawn)
        not (same prompted[1] moved[1]))

[<Fact>]
let ``padding does not reach the tokens, bit for bit`` () =
    forEach (fun drawn ->
        let one, other = batchWith drawn 0, batchWith drawn 1
        let tokensOf (states: States) = [ for state in states -> TensorArithmetic.Filled(state, one.Padding.unsqueeze 2, 0L) ]
        drawn.Schema.PaddingReaches
        || [ drawn.Subject.Plain; drawn.Subject.Prefixed 2 ] |> List.forall (fun run -> allSame (tokensOf (run one)) (tokensOf (run other))))

[<Fact>]
let ``a token does not reach those before it where all see only what stands before, bit for bit`` () =
    forEach (fun drawn ->
        let one = batch drawn
        let ids = one.Ids.clone()
        ids.select(0, 0L).narrow(0, 4L, 1L).copy_(one.Ids.select(0, 0L).narrow(0, 0L, 1L)) |> ignore
        let before (states: States) = [ for state in states -> state.narrow(1, 0L, 4L) ]
        not drawn.Schema.IsCausal
        || [ drawn.Subject.Plain; drawn.Subject.Prefixed 2 ] |> List.forall (fun run -> allSame (before (run one)) (before (run { one with Ids = ids }))))

[<Fact>]
let ``training changes what is trained and no byte of the encoder`` () =
    forEach (fun drawn ->
        let before = drawn.Fingerprint()
        drawn.Heads |> List.forall (fun head -> head.Step(batch drawn)) && drawn.Fingerprint() = before)
