using Google.Protobuf;

namespace PromptGen.Tests.Tokenization;

/// <summary>Writes SentencePiece models of a few pieces.</summary>
internal static class SmallSentencePiece
{
    /// <param name="pieces">Text, score and type of each.</param>
    /// <param name="kind">1 unigram, 2 BPE.</param>
    /// <param name="byteFallback">Whether unknown characters are spelled in bytes.</param>
    /// <param name="map">The normalization map.</param>
    public static byte[] Bytes(IEnumerable<(string Text, float Score, int Type)> pieces, int kind, bool byteFallback = false, byte[]? map = null) =>
    [
        .. pieces.SelectMany(piece => Field(1, output =>
        {
            output.WriteTag(1, WireFormat.WireType.LengthDelimited);
            output.WriteString(piece.Text);
            output.WriteTag(2, WireFormat.WireType.Fixed32);
            output.WriteFloat(piece.Score);
            output.WriteTag(3, WireFormat.WireType.Varint);
            output.WriteInt32(piece.Type);
        })),
        .. Field(2, output =>
        {
            output.WriteTag(3, WireFormat.WireType.Varint);
            output.WriteInt32(kind);
            output.WriteTag(35, WireFormat.WireType.Varint);
            output.WriteBool(byteFallback);
        }),
        .. Field(3, output =>
        {
            output.WriteTag(2, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(map ?? []));
        }),
    ];

    /// <summary>The normalization map of a model, as the file holds it.</summary>
    /// <param name="model">The bytes of the file.</param>
    public static byte[] Map(byte[] model)
    {
        var input = new CodedInputStream(model);
        while (input.ReadTag() is var tag and not 0)
        {
            if (tag != WireFormat.MakeTag(3, WireFormat.WireType.LengthDelimited))
            {
                input.SkipLastField();
                continue;
            }
            var normalizer = input.ReadBytes().CreateCodedInput();
            while (normalizer.ReadTag() is var field and not 0)
            {
                if (field == WireFormat.MakeTag(2, WireFormat.WireType.LengthDelimited)) return normalizer.ReadBytes().ToByteArray();
                normalizer.SkipLastField();
            }
        }
        throw new InvalidOperationException("The model has no normalization map.");
    }

    private static byte[] Field(int number, Action<CodedOutputStream> write)
    {
        using var inner = new MemoryStream();
        using (var output = new CodedOutputStream(inner, leaveOpen: true)) write(output);
        using var outer = new MemoryStream();
        using (var output = new CodedOutputStream(outer, leaveOpen: true))
        {
            output.WriteTag(number, WireFormat.WireType.LengthDelimited);
            output.WriteBytes(ByteString.CopyFrom(inner.ToArray()));
        }
        return outer.ToArray();
    }
}
