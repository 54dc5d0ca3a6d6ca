// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.security;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** A service without messages of its own: it answers the bytes that it is sent. */
final class EchoService {
    static final MethodDescriptor<byte[], byte[]> ECHO = method("Echo", MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> JOIN = method("Join", MethodType.UNARY);
    static final MethodDescriptor<byte[], byte[]> STREAM =
            method("Stream", MethodType.BIDI_STREAMING);

    private EchoService() {}

    static ServerServiceDefinition definition() {
        return ServerServiceDefinition.builder("test.Echo")
                .addMethod(ECHO, ServerCalls.asyncUnaryCall(EchoService::answer))
                .addMethod(JOIN, ServerCalls.asyncUnaryCall(EchoService::answer))
                .addMethod(STREAM, ServerCalls.asyncBidiStreamingCall(EchoService::echoAll))
                .build();
    }

    static byte[] call(Channel channel, MethodDescriptor<byte[], byte[]> method) {
        return ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, new byte[] {1});
    }

    private static void answer(byte[] request, StreamObserver<byte[]> answers) {
        answers.onNext(request);
        answers.onCompleted();
    }

    private static StreamObserver<byte[]> echoAll(StreamObserver<byte[]> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(byte[] request) {
                answers.onNext(request);
            }

            @Override
            public void onError(Throwable failure) {
                // The caller has gone; there is nobody to tell.
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }

    private static MethodDescriptor<byte[], byte[]> method(String name, MethodType type) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setType(type)
                .setFullMethodName("test.Echo/" + name)
                .setRequestMarshaller(new Bytes())
                .setResponseMarshaller(new Bytes())
                .build();
    }

    private static final class Bytes implements MethodDescriptor.Marshaller<byte[]> {
        @Override
        public InputStream stream(byte[] value) {
            return new ByteArrayInputStream(value);
        }

        @Override
        public byte[] parse(InputStream stream) {
            try {
                return stream.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
