/// Drawn schemas, compiled in one compilation, loaded and opened with random weights.
module PromptGen.Properties.Schemas.DrawnEncoders

open System
open System.Collections.Generic
open System.IO
open System.Reflection
open System.Runtime.Loader
open FsCheck
open FsCheck.FSharp
open Microsoft.CodeAnalysis
open Microsoft.CodeAnalysis.CSharp
open PromptGen
open PromptGen.Checkpoints
open PromptGen.Encoders
open PromptGen.Generator
open PromptGen.Heads
open PromptGen.Prefixes
open PromptGen.Properties
open PromptGen.Properties.Subjects
open PromptGen.Training
open TorchSharp

/// A head of an encoder: its form, and the model that has it.
[<NoEquality; NoComparison>]
type DrawnHead =
    { Form: HeadForm
      /// With a prefix of so many slots, or none.
      Logits: int option -> Batch -> torch.Tensor
      /// One step of training with a prefix: whether what is trained has changed.
      Step: Batch -> bool }

[<NoEquality; NoComparison>]
type Drawn =
    { Schema: SchemaChoice
      Texts: SchemaText.Texts
      Parameters: int64
      Subject: Subject
      Fingerprint: unit -> string
      Heads: DrawnHead list }

/// What labels a classification has.
let labels = 3

type private Opening =
    static member Head<'e when 'e :> Encoder and 'e :> IDescribed<'e>>(backbone: Frozen<'e>, form: HeadForm, rows: int) : Head<'e> =
        match form.Task with
        | HeadTask.SequenceClassification -> new SequenceClassificationHead<'e>(backbone, labels, form)
        | HeadTask.TokenClassification -> new TokenClassificationHead<'e>(backbone, labels, form)
        | HeadTask.QuestionAnswering -> new QuestionAnsweringHead<'e>(backbone, form)
        | HeadTask.MultipleChoice -> new MultipleChoiceHead<'e>(backbone, rows, form)
        | _ ->
            match 'e.Description.Words with
            | null -> failwith "A language model without words."
            | words -> new LanguageModelHead<'e>(backbone, words, form)

    static member Open<'e, 'input, 'context
        when 'e :> Encoder<'input, 'context> and 'e :> IDescribed<'e> and 'input :> IEncoderInput<'input>>
        (schema: SchemaChoice, texts: SchemaText.Texts) : Drawn =
        let config = ConfigJson.Parse(texts.Config.Write(), "config.json")
        let backbone = Frozen<'e>.Random((fun token -> 'e.Description.Create(config, token)), int64 schema.Seed)
        let constructor = typeof<'input>.GetConstructors() |> Seq.maxBy _.GetParameters().Length
        let read (batch: Batch) =
            constructor.Invoke [| for parameter in constructor.GetParameters() -> box (Reading.named (nonNull parameter.Name) batch) |] :?> 'input
        let prefix length = new Prefix<'e>(backbone, PrefixOptions(Length = length, Dropout = Nullable 0.0))
        let model (form: HeadForm) (slots: int option) rows =
            let head = Opening.Head(backbone, form, rows)
            match slots with
            | Some length -> backbone.Prompt(prefix length, head)
            | None -> backbone.Prompt(null, head)
        let step form (batch: Batch) =
            let model = model form (Some 2) batch.Rows.Mask.Length
            let trained () = [ for part in model.Trainables do for struct (_, parameter) in part.Parameters() -> parameter.detach().clone() ]
            let before = trained ()
            use optimizer = new AdamW(AdamWOptions(), model.Trainables)
            model.Train()
            optimizer.ZeroGradients()
            (Forward.Logits(model, read batch).sum()).backward()
            optimizer.Step 0.1
            // The encoder is shared with the other laws, and would go on drawing dropout.
            model.Eval()
            not (Tensors.allSame before (trained ()))
        let subject = subject<'e, 'input, 'context> read schema.Seed backbone
        { Schema = schema
          Texts = texts
          Parameters = backbone.Encoder.named_parameters () |> Seq.sumBy (fun struct (_, parameter) -> parameter.numel ())
          Subject = subject
          Fingerprint = backbone.Fingerprint
          Heads =
            [ for form in backbone.Heads ->
                  { Form = form
                    Logits = fun slots batch -> Forward.Logits(model form slots batch.Rows.Mask.Length, read batch)
                    Step = step form } ] }

let private references =
    lazy
        [ for path in (nonNull (AppContext.GetData "TRUSTED_PLATFORM_ASSEMBLIES") :?> string).Split Path.PathSeparator ->
              MetadataReference.CreateFromFile path :> MetadataReference ]

let private compile (sources: EncoderSources) =
    let options = CSharpParseOptions(LanguageVersion.CSharp14, DocumentationMode.Diagnose)
    let trees = [ for file in sources.Files -> CSharpSyntaxTree.ParseText(file.Value, options, file.Key) ]
    let compilation =
        CSharpCompilation.Create(
            "Drawn", trees, references.Value,
            CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions = NullableContextOptions.Enable))
    use stream = new MemoryStream()
    let result = compilation.Emit stream
    let found = [ for found in result.Diagnostics do if found.Severity >= DiagnosticSeverity.Warning then string found ]
    if not found.IsEmpty then
        failwith (String.concat "\n" found)
    stream.Position <- 0
    AssemblyLoadContext("drawn").LoadFromStream stream

let private generate (drawn: (SchemaChoice * SchemaText.Texts) list) =
    let schemas = [ for schema, texts in drawn -> KeyValuePair($"drawn{schema.Number}.json", texts.Schema.Write()) ]
    let bases =
        [ for schema, texts in drawn do
              for text in Option.toList texts.Base -> KeyValuePair($"base{schema.Number}.json", text.Write()) ]
    let sources = EncoderSources.From(schemas, bases, "Drawn")
    // What a convolution reads is warned of, and nothing else is there to say.
    let expected = drawn |> List.sumBy (fun (schema, _) -> List.length (List.filter id [ schema.PaddingReaches; schema.LaterReaches ]))
    let others = [ for found in sources.Diagnostics do if found.Id <> "PGEN126" then found ]
    if not others.IsEmpty || sources.Diagnostics.Count <> expected then
        let texts = dict [ for file in Seq.append schemas bases -> file.Key, file.Value ]
        failwith (String.concat "\n" [ for found in others -> $"{found}\n{texts[found.Location.GetLineSpan().Path]}" ] + $"\n{sources.Diagnostics.Count} diagnostics, {expected} expected")
    sources

let private openAs (assembly: Assembly) (schema: SchemaChoice) (texts: SchemaText.Texts) =
    let encoder = nonNull (assembly.GetType $"Drawn.{schema.Name}Encoder")
    let method = nonNull (typeof<Opening>.GetMethod(nameof Opening.Open, BindingFlags.Static ||| BindingFlags.NonPublic ||| BindingFlags.Public))
    method.MakeGenericMethod([| yield encoder; yield! (nonNull encoder.BaseType).GetGenericArguments() |]).Invoke(null, [| schema; texts |]) |> nonNull :?> Drawn

/// Draws so many schemas and opens an encoder of each.
let draw (seed: Rnd) count =
    let schemas = Gen.sequenceToList [ for number in 1..count -> SchemaGenerator.schema number ] |> Gen.sampleWithSeed seed 10 1 |> Array.head
    let drawn = [ for schema in schemas -> schema, SchemaText.of' schema ]
    let assembly = generate drawn |> compile
    [ for schema, texts in drawn -> openAs assembly schema texts ]
