using System.Buffers.Binary;
using System.Text;

namespace PromptGen.Tests.Checkpoints;

/// <summary>Safetensors files put together by hand, sound or not.</summary>
internal static class SafeTensorsBytes
{
    public static byte[] Of(string header, params byte[] data) => Of(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Of(byte[] header, byte[] data)
    {
        var length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }
}
