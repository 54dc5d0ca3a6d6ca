// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cluster;

import io.grpc.MethodDescriptor;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Bytes in the place of a call's messages, whatever they are. */
final class RawBytes implements MethodDescriptor.Marshaller<byte[]> {

    private RawBytes() {}

    /** The same call, for bytes. */
    static MethodDescriptor<byte[], byte[]> of(MethodDescriptor<?, ?> call) {
        return MethodDescriptor.<byte[], byte[]>newBuilder()
                .setFullMethodName(call.getFullMethodName())
                .setType(call.getType())
                .setRequestMarshaller(new RawBytes())
                .setResponseMarshaller(new RawBytes())
                .build();
    }

    @Override
    public InputStream stream(byte[] value) {
        return new ByteArrayInputStream(value);
    }

    @Override
    public byte[] parse(InputStream stream) {
        try (stream) {
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
