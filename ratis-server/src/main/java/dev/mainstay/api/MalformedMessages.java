// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.api;

import com.google.protobuf.InvalidProtocolBufferException;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerInterceptors;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/**
 * Answers a message that is none of the call's type as what it is, a mistake of the caller. gRPC
 * itself takes it for a fault of the service: it tells the caller nothing, and logs a stack trace.
 */
final class MalformedMessages implements ServerInterceptor {

    private MalformedMessages() {}

    /** The service with its messages read inside, so that their failures can be caught here. */
    static ServerServiceDefinition answeredBy(ServerServiceDefinition service) {
        return ServerInterceptors.intercept(
                ServerInterceptors.useInputStreamMessages(service), new MalformedMessages());
    }

    @Override
    public <ReqT, RespT> ServerCall.Listener<ReqT> interceptCall(
            ServerCall<ReqT, RespT> call, Metadata headers, ServerCallHandler<ReqT, RespT> next) {
        return new Reading<>(call, next.startCall(call, headers));
    }

    private static final class Reading<ReqT> extends SimpleForwardingServerCallListener<ReqT> {

        private final ServerCall<ReqT, ?> call;
        private boolean refused;

        Reading(ServerCall<ReqT, ?> call, ServerCall.Listener<ReqT> listener) {
            super(listener);
            this.call = call;
        }

        @Override
        public void onMessage(ReqT message) {
            if (refused) {
                return;
            }
            try {
                super.onMessage(message);
            } catch (StatusRuntimeException failure) {
                if (!(failure.getCause() instanceof InvalidProtocolBufferException malformed)) {
                    throw failure;
                }
                refused = true;
                call.close(Status.INVALID_ARGUMENT.withDescription("the message to "
                        + call.getMethodDescriptor().getFullMethodName() + " cannot be read: "
                        + malformed.getMessage()), new Metadata());
            }
        }

        @Override
        public void onHalfClose() {
            // Without its message the service would answer once more.
            if (!refused) {
                super.onHalfClose();
            }
        }
    }
}
