// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.net.SocketAddress;
import java.util.function.Function;

/**
 * Tells each call who makes it. Runs after the interceptor that has let the call in; whoever that
 * did not recognise is a stranger.
 */
final class CallerInterceptor implements ServerInterceptor {

    private final Function<String, Caller> identify;

    /** @param identify the caller, given the address that the call comes from */
    CallerInterceptor(Function<String, Caller> identify) {
        this.identify = identify;
    }

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        SocketAddress address = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        Caller caller = identify.apply(address == null ? "unknown" : address.toString());
        return Contexts.interceptCall(
                Context.current().withValue(Caller.KEY, caller), call, headers, next);
    }
}
