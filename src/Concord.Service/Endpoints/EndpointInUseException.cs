namespace Concord.Service;

/// <summary>Another server listens there.</summary>
public sealed class EndpointInUseException(string message) : IOException(message);
