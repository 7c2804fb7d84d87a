namespace PromptGen.Properties

open System
open System.IO
open System.IO.Compression
open System.Text
open FsCheck
open FsCheck.FSharp
open FsCheck.Xunit
open PromptGen.Checkpoints

/// A value as a pickle builds it.
type Pickled =
    | Nothing
    | Truth of bool
    | Whole of int64
    | Text of string
    /// A class or function by module and name.
    | Global of string * string
    | Tuple of Pickled list
    | Listed of Pickled list
    | Table of (Pickled * Pickled) list
    | Call of Pickled * Pickled
    | Persistent of Pickled
    /// Puts a value away under a number, and takes one that may not be there.
    | Kept of int * Pickled
    | Again of int
    /// Bytes in the place of instructions.
    | Raw of byte[]

/// What may stand where a file of torch.save is expected.
type PickleFound =
    { Value: Pickled
      Legacy: bool
      /// Key, count of elements and bytes of each storage.
      Storages: (string * int64 * int) list
      Edits: Edit list }

type PickleArguments =
    static member private Number =
        Gen.frequency
            [ 8, Gen.choose (0, 6) |> Gen.map int64
              1, Gen.elements [ -1L; 1L <<< 31; 1L <<< 61; Int64.MaxValue; Int64.MinValue ] ]

    static member private Key = Gen.elements [ "0"; "1"; "2" ]

    static member private Storage = gen {
        let! kind = Gen.elements [ "FloatStorage"; "HalfStorage"; "BFloat16Storage"; "LongStorage"; "BoolStorage"; "ByteStorage"; "UntypedStorage"; "ComplexFloatStorage"; "Storage" ]
        let! key = PickleArguments.Key
        let! count = Gen.frequency [ 4, Gen.constant 6L; 1, PickleArguments.Number ]
        return Persistent(Tuple [ Text "storage"; Global("torch", kind); Text key; Text "cpu"; Whole count ]) }

    /// A tensor as torch.save writes it, of a storage of six, from some element on; a few reach beyond its end.
    static member private Sound = gen {
        let! kind, key = Gen.elements [ "FloatStorage", "0"; "HalfStorage", "1"; "LongStorage", "2"; "BoolStorage", "3" ]
        let! offset, rows, columns = Gen.zip3 (Gen.choose (0, 4)) (Gen.choose (0, 2)) (Gen.choose (0, 2))
        let numbers = List.map (int64 >> Whole) >> Tuple
        let storage = Persistent(Tuple [ Text "storage"; Global("torch", kind); Text key; Text "cpu"; Whole 6L ])
        return
            Call(Global("torch._utils", "_rebuild_tensor_v2"),
                 Tuple [ storage; Whole(int64 offset); numbers [ rows; columns ]; numbers [ columns; 1 ]; Truth false; Call(Global("collections", "OrderedDict"), Tuple []) ]) }

    static member private Tensor = gen {
        let! storage = PickleArguments.Storage
        let! axes = Gen.choose (0, 3)
        let! shape = Gen.listOfLength axes PickleArguments.Number
        let! strides = Gen.frequency [ 6, Gen.constant axes; 1, Gen.choose (0, 3) ] |> Gen.bind (fun n -> Gen.listOfLength n PickleArguments.Number)
        let! offset = Gen.frequency [ 3, Gen.constant 0L; 1, PickleArguments.Number ]
        let! build = Gen.elements [ "_rebuild_tensor_v2"; "_rebuild_tensor"; "_rebuild_tensor_v3" ]
        let! kind = Gen.elements [ "float32"; "float16"; "int64"; "uint8"; "float8_e4m3fn"; "float" ]
        let numbers = List.map Whole >> Tuple
        let arguments = [ storage; Whole offset; numbers shape; numbers strides; Truth false; Call(Global("collections", "OrderedDict"), Tuple []) ]
        let arguments = if build = "_rebuild_tensor_v3" then arguments @ [ Global("torch", kind) ] else arguments
        return Call(Global("torch._utils", build), Tuple arguments) }

    static member private Value depth = gen {
        let inner = if depth = 0 then Gen.constant Nothing else PickleArguments.Value(depth - 1)
        let some = Gen.choose (0, 3) |> Gen.bind (fun n -> Gen.listOfLength n inner)
        let key = Gen.frequency [ 6, Gen.elements [ "a"; "b.c"; "module"; "state_dict"; "model"; "" ] |> Gen.map Text; 1, inner ]
        return!
            Gen.frequency
                [ 12, PickleArguments.Sound
                  4, PickleArguments.Tensor
                  6, Gen.choose (0, 4) |> Gen.bind (fun n -> Gen.listOfLength n (Gen.zip key inner)) |> Gen.map Table
                  1, Gen.constant Nothing
                  1, Gen.elements [ true; false ] |> Gen.map Truth
                  1, PickleArguments.Number |> Gen.map Whole
                  1, Gen.elements [ "a"; "é"; "\uD800"; "" ] |> Gen.map Text
                  1, Gen.elements [ "os", "system"; "torch", "device"; "builtins", "set"; "torch._utils", "_rebuild_parameter"; "numpy", "dtype"; "", "" ] |> Gen.map Global
                  1, Gen.map Tuple some
                  1, Gen.map Listed some
                  2, Gen.map2 (fun f x -> Call(f, x)) inner inner
                  1, Gen.map Persistent inner
                  1, Gen.map2 (fun n x -> Kept(n, x)) (Gen.choose (0, 3)) inner
                  1, Gen.choose (0, 3) |> Gen.map Again
                  1, Gen.map Raw Edits.noise ] }

    static member private Dictionary = gen {
        let! keys = Gen.subListOf [ "a"; "b.c"; "d"; "e" ]
        let value = Gen.frequency [ 8, PickleArguments.Sound; 1, PickleArguments.Value 1 ]
        let! values = Gen.listOfLength (Seq.length keys) value
        return Table(List.zip (keys |> Seq.map Text |> List.ofSeq) values) }

    /// The storages that a value names, as they are named first.
    static member private StoragesOf value : (string * int64 * int) list =
        let size kind = match kind with "LongStorage" | "ComplexFloatStorage" -> 8L | "FloatStorage" -> 4L | "HalfStorage" | "BFloat16Storage" -> 2L | _ -> 1L
        let rec storages value =
            match value with
            | Persistent(Tuple [ Text "storage"; Global("torch", kind); Text key; _; Whole count ]) -> [ key, count, int (min 4096L (max 0L (count % 4096L)) * size kind) ]
            | Tuple items | Listed items -> List.collect storages items
            | Table items -> items |> List.collect (fun (key, value) -> storages key @ storages value)
            | Call(f, arguments) -> storages f @ storages arguments
            | Persistent value | Kept(_, value) -> storages value
            | _ -> []
        storages value |> List.distinctBy (fun (key, _, _) -> key)

    static member PickleFound() =
        gen {
            let! value = Gen.frequency [ 2, PickleArguments.Dictionary; 1, Gen.choose (1, 3) |> Gen.bind PickleArguments.Value ]
            let! legacy = Gen.elements [ true; false ]
            let others = Gen.subListOf [ "0", 6L, 24; "1", 6L, 12; "2", 0L, 0; "3", -1L, 6 ] |> Gen.map List.ofSeq
            let! storages = Gen.frequency [ 6, Gen.constant (PickleArguments.StoragesOf value); 1, others ]
            let! edits = Gen.frequency [ 2, Gen.constant []; 1, Edits.some ]
            return { Value = value; Legacy = legacy; Storages = storages; Edits = edits } }
        |> Arb.fromGen

[<Properties(Arbitrary = [| typeof<PickleArguments> |], MaxTest = 1000)>]
module PickleLaws =
    let rec private instructions (value: Pickled) : byte[] =
        let code (sign: char) = [| byte sign |]
        let all values = values |> List.map instructions |> Array.concat
        match value with
        | Nothing -> code 'N'
        | Truth truth -> [| if truth then 0x88uy else 0x89uy |]
        | Whole number -> Array.concat [ [| 0x8Auy; 8uy |]; BitConverter.GetBytes number ]
        | Text text -> let utf8 = Encoding.UTF8.GetBytes text in Array.concat [ code 'X'; BitConverter.GetBytes utf8.Length; utf8 ]
        | Global(place, name) -> Encoding.UTF8.GetBytes $"c{place}\n{name}\n"
        | Tuple items -> Array.concat [ code '('; all items; code 't' ]
        | Listed items -> Array.concat [ code ']'; code '('; all items; code 'e' ]
        | Table items -> Array.concat [ code '}'; code '('; all (items |> List.collect (fun (key, value) -> [ key; value ])); code 'u' ]
        | Call(f, arguments) -> Array.concat [ instructions f; instructions arguments; code 'R' ]
        | Persistent id -> Array.append (instructions id) (code 'Q')
        | Kept(place, value) -> Array.concat [ instructions value; code 'q'; [| byte place |] ]
        | Again place -> Array.append (code 'h') [| byte place |]
        | Raw bytes -> bytes

    let private pickle value = Array.concat [ [| 0x80uy; 2uy |]; instructions value; [| byte '.' |] ]

    let private archive (found: PickleFound) =
        use stream = new MemoryStream()
        (use zip = new ZipArchive(stream, ZipArchiveMode.Create, true)
         for name, bytes in ("data.pkl", pickle found.Value) :: ("version", "3\n"B) :: [ for key, _, size in found.Storages -> $"data/{key}", Array.zeroCreate size ] do
             use entry = zip.CreateEntry($"archive/{name}", CompressionLevel.NoCompression).Open()
             entry.Write(bytes, 0, bytes.Length))
        stream.ToArray()

    let private legacy (found: PickleFound) =
        let magic = Array.concat [ [| 0x80uy; 2uy; 0x8Auy; 10uy |]; Convert.FromHexString "6cfc9c46f9206aa85019"; "."B ]
        Array.concat
            [ magic; pickle (Whole 1001L); pickle (Table [ Text "little_endian", Truth true ]); pickle found.Value
              pickle (Listed [ for key, _, _ in found.Storages -> Text key ])
              for _, count, size in found.Storages do Array.append (BitConverter.GetBytes count) (Array.zeroCreate size) ]

    [<Property>]
    let ``any pickle is refused with a CheckpointException that begins with the file, or read to the last tensor`` (found: PickleFound) = Tensors.inScope <| fun () ->
        Tokenizers.inFolder [ "model.bin", Edits.apply found.Edits (if found.Legacy then legacy found else archive found) ] (fun folder ->
            let path = Path.Combine(folder, "model.bin")
            let mutable isOpen = false
            try
                use file = PickleFile.Open path
                isOpen <- true
                file.Tensors
                |> Seq.filter (fun stored -> ElementType.Scalar(stored.Type).HasValue)
                |> Seq.forall (fun stored -> List.ofArray (file.Read stored.Name).shape = List.ofSeq stored.Shape)
            with :? CheckpointException as e ->
                // An edit may make damaged compressed data of a storage, which only reading finds out.
                e.Message.StartsWith(path, StringComparison.Ordinal) && (not isOpen || not found.Edits.IsEmpty))

    /// Otherwise the law above would speak of refused files only.
    [<Xunit.Fact>]
    let ``some arbitrary pickles are read, and some tensors with them`` () =
        let cases = PickleArguments.PickleFound().Generator |> Gen.sampleWithSize 20 200
        let tensors =
            cases |> Array.sumBy (fun found -> Tensors.inScope <| fun () ->
                Tokenizers.inFolder [ "model.bin", (if found.Legacy then legacy found else archive found) ] (fun folder ->
                    try
                        use file = PickleFile.Open(Path.Combine(folder, "model.bin"))
                        file.Tensors.Count
                    with :? CheckpointException -> 0))
        Xunit.Assert.InRange(tensors, 30, 100_000)
