// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.fence;

import dev.mainstay.fence.process.NodeSession;
import dev.mainstay.proto.v1.FenceAction;
import dev.mainstay.proto.v1.FenceDevice;
import dev.mainstay.proto.v1.FenceDriverGrpc;
import dev.mainstay.proto.v1.FenceOutcome;
import dev.mainstay.proto.v1.FenceRequest;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.UUID;

/** A real fence driver, with fence agents that a test writes. */
final class FenceUnderTest implements AutoCloseable {
    private static final String METADATA = """
            <?xml version="1.0" ?>
            <resource-agent name="fence_test" shortdesc="Fence agent for tests">
            <longdesc>Does what the test says.</longdesc>
            <parameters>
              <parameter name="plug" unique="0" required="1" obsoletes="port">
                <getopt mixed="-n, --plug=[id]"/><content type="string"/>
                <shortdesc lang="en">Outlet</shortdesc>
              </parameter>
              <parameter name="method" unique="0" required="0">
                <content type="select" default="onoff"><option value="onoff"/>
                <option value="cycle"/></content><shortdesc lang="en">Method</shortdesc>
              </parameter>
            </parameters>
            <actions><action name="on" automatic="1" on_target="1"/><action name="off"/>
            REBOOT<action name="status"/><action name="list"/><action name="monitor"/></actions>
            </resource-agent>
            """;

    private final Path folder;
    private final FenceDriverService service;
    private final Server server;
    private final ManagedChannel channel;

    FenceUnderTest(Path folder) throws IOException {
        this.folder = folder;
        service = FenceDriverService.open(FenceConfiguration.of("n1", folder.resolve("nodes/n1"))
                .withAgentFolders(List.of(folder)));
        String name = UUID.randomUUID().toString();
        server = InProcessServerBuilder.forName(name).addService(service).build().start();
        channel = InProcessChannelBuilder.forName(name).build();
    }

    /** The session of this driver's own node. */
    NodeSession ownSession() {
        return NodeSession.of("n1", folder.resolve("nodes/n1"));
    }

    /**
     * Writes {@code fence_test}. Its body finds the input in $input, the action in $action, and the
     * file that collects all inputs in $trace.
     */
    void script(String body) throws IOException {
        script(body, "<action name=\"reboot\"/>");
    }

    void scriptWithoutReboot(String body) throws IOException {
        script(body, "");
    }

    private void script(String body, String reboot) throws IOException {
        Path metadata = folder.resolve("metadata.xml");
        Files.writeString(metadata, METADATA.replace("REBOOT", reboot));
        Path script = folder.resolve("fence_test");
        Files.writeString(script, """
                #!/bin/sh
                trace=%1$s/trace
                input=$(cat)
                action=$(echo "$input" | sed -n 's/^action=//p')
                [ "$action" = metadata ] && exec cat %1$s/metadata.xml
                echo "$input" >> "$trace"
                %2$s
                """.formatted(folder, body));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    List<String> trace() throws IOException {
        Path trace = folder.resolve("trace");
        return Files.exists(trace) ? Files.readAllLines(trace) : List.of();
    }

    static FenceDevice.Builder device() {
        return FenceDevice.newBuilder().setId("fence-n2").setAgent("fence_test");
    }

    static FenceRequest.Builder request(FenceAction action, FenceDevice.Builder device) {
        return FenceRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setTarget("n2")
                .setTargetIncarnation(5)
                .setAction(action)
                .setDevice(device)
                .setTimeoutMillis(20_000);
    }

    FenceOutcome fence(FenceAction action, FenceDevice.Builder device) {
        return stub().fence(request(action, device).build());
    }

    FenceDriverGrpc.FenceDriverBlockingStub stub() {
        return FenceDriverGrpc.newBlockingStub(channel);
    }

    FenceDriverGrpc.FenceDriverFutureStub futures() {
        return FenceDriverGrpc.newFutureStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        server.shutdownNow();
        service.close();
    }
}
