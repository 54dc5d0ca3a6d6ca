// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.codec.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.port.Leadership;
import dev.mainstay.port.LeaseClient;
import dev.mainstay.proto.v1.ChangeConfigurationRequest;
import dev.mainstay.proto.v1.ChangeContext;
import dev.mainstay.proto.v1.ConfigurationProto;
import dev.mainstay.proto.v1.JoinRequest;
import dev.mainstay.proto.v1.MoveRequest;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestsTest {

    @Test
    void aMoveWithoutTimeLimitGetsTenMinutes() {
        ResourceRequests.Move move = ResourceRequests.decode(
                MoveRequest.newBuilder().setResource("web").build());
        assertEquals(Duration.ofMinutes(10), move.valid());
        assertEquals(Optional.empty(), move.node());
    }

    @Test
    void aMissingFieldIsNamed() {
        malformed("resource: is missing",
                () -> ResourceRequests.decode(MoveRequest.getDefaultInstance()));
    }

    @Test
    void aDocumentNeedsTheRevisionThatItWasMadeFrom() {
        malformed("expected_revision: is missing", () -> ConfigurationRequests.decode(
                ChangeConfigurationRequest.newBuilder()
                        .setDocument(ConfigurationProto.Configuration.getDefaultInstance())
                        .build()));
    }

    @Test
    void aLongRequestIdIsRefused() {
        malformed("context.request_id: is limited to 1000 characters, has 1001",
                () -> ResourceRequests.decode(MoveRequest.newBuilder()
                        .setResource("web")
                        .setContext(ChangeContext.newBuilder().setRequestId("x".repeat(1001)))
                        .build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-n1", "n 1", "n/1", "."})
    void aNodeNameThatCannotBeOneIsRefused(String name) {
        malformed("is no node name", () -> ClusterRequests.decode(JoinRequest.newBuilder()
                .setTokenId("t").setTokenSecret("s").setNode(name).build()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"IPaddr2", "ocf:", "ocf:a:b:c", "::"})
    void anAgentNameThatIsIncompleteIsRefused(String name) {
        malformed("is no agent", () -> AgentCodec.name(name));
    }

    @Test
    void renewalsSurviveTheWire() {
        LeaseClient.Renewal renewal = new LeaseClient.Renewal(
                "n1", 7, 3, "boot", 12, true, false, true, true, 99, true);
        assertEquals(renewal, PeerCodec.decode(PeerCodec.encode(renewal)));
    }

    @Test
    void anAnswerToARenewalSurvivesTheWire() {
        LeaseClient.Reply granted = new LeaseClient.Reply.Granted(2, 40, 1500);
        LeaseClient.Reply refused = new LeaseClient.Reply.Refused("lost");
        assertEquals(granted, PeerCodec.decode(PeerCodec.encode(granted, Optional.empty())));
        assertEquals(refused, PeerCodec.decode(PeerCodec.encode(refused, Optional.empty())));
    }

    @Test
    void onlyAProvenReadIndexCounts() {
        Optional<Leadership.Proof> proof = Optional.of(new Leadership.Proof(3, 50));
        assertEquals(proof, PeerCodec.decode(PeerCodec.encode(proof, Optional.empty())));
        assertEquals(Optional.empty(),
                PeerCodec.decode(PeerCodec.encode(Optional.<Leadership.Proof>empty(),
                        Optional.empty())));
    }

    private static void malformed(String message, Runnable decode) {
        MalformedRequest failure = assertThrows(MalformedRequest.class, decode::run);
        assertTrue(String.valueOf(failure.getMessage()).contains(message), failure.getMessage());
    }
}
