using System.Runtime;

namespace PromptGen.Verification;

/// <summary>
/// While this lasts, nothing is collected. TorchSharp makes an object of every number that it gives to native code (that of <c>x + y</c> too, a factor of
/// one) and keeps none alive over the call; a collection within the call frees the number in use, which is an error of libtorch or another number.
/// </summary>
internal sealed class WithoutCollection : IDisposable
{
    // One variant of a small case makes a few MB.
    private const long Room = 64 << 20;

    private readonly bool started = GCSettings.LatencyMode != GCLatencyMode.NoGCRegion && GC.TryStartNoGCRegion(Room);

    public void Dispose()
    {
        if (started && GCSettings.LatencyMode == GCLatencyMode.NoGCRegion) GC.EndNoGCRegion();
    }
}
