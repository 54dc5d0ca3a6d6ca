// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ChangeTicketRequest;
import dev.mainstay.proto.v1.CleanupTicketRequest;
import dev.mainstay.proto.v1.ListTicketsReply;
import dev.mainstay.proto.v1.TicketView;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TagAndTicketVerbsTest {

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        for (String id : new String[] {"a", "b", "c", "d"}) {
            apply("resource create " + id + " ocf:mainstay:dummy");
        }
        node.changes.clear();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void tagsAreListsThatChange() {
        apply("tag create t a b");
        apply("tag update t add c d --after a remove b");
        apply("tag create u d");

        assertEquals("t  a c d\nu  d\n", CommandRun.of(node, "tag", "config").out());
        assertEquals("""
                tags:
                - id: t
                  references:
                  - a
                  - c
                  - d
                """, CommandRun.of(node, "tag", "config", "t", "-o", "yaml").out());
        apply("tag remove t u");
        assertEquals("", CommandRun.of(node, "tag", "config").out());
    }

    @Test
    void tagThatAConstraintNamesStays() {
        apply("tag create t a b");
        apply("constraint location t prefers n1");
        CommandRun run = CommandRun.of(node, "tag", "delete", "t");
        assertEquals("Error: t is referred to by location-t-n1-INFINITY.",
                run.err().lines().findFirst().orElseThrow());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
            create a b                   | The id 'a' is taken.
            create t ghost               | There is nothing with the id 'ghost'.
            create t a a                 | 'a' would be in the tag 't' twice.
            update t add a               | There is no tag 't'.
            update t                     | What is to be added to the tag or removed from it?
            delete t                     | There is no tag 't'.
            config t                     | There is no tag 't'.
            """)
    void mistakesInTagsAreNamed(String line, String message) {
        CommandRun run = CommandRun.of(node, ("tag " + line).split(" "));
        assertEquals("Error: " + message, run.err().lines().findFirst().orElseThrow());
        assertTrue(node.changes.isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"grant,true,", "revoke,false,", "standby,,true", "unstandby,,false"})
    void ticketsAreChanged(String verb, Boolean granted, Boolean standby) {
        assertEquals(0, CommandRun.of(node, "ticket", verb, "T", "--comment", "x").exitCode());
        ChangeTicketRequest request = (ChangeTicketRequest) node.requests.getFirst();
        assertEquals("T", request.getTicket());
        assertEquals("x", request.getContext().getComment());
        assertEquals(granted != null, request.hasGranted());
        assertEquals(Boolean.TRUE.equals(granted), request.getGranted());
        assertEquals(standby != null, request.hasStandby());
        assertEquals(Boolean.TRUE.equals(standby), request.getStandby());
    }

    @Test
    void ticketsAreForgotten() {
        assertEquals("Forgot ticket T.\n", CommandRun.of(node, "ticket", "cleanup", "T").out());
        assertEquals("T", ((CleanupTicketRequest) node.requests.getFirst()).getTicket());
    }

    @Test
    void ticketsAreShownWithWhatNeedsThem() {
        node.tickets = ListTicketsReply.newBuilder()
                .addTickets(TicketView.newBuilder().setName("T").setGranted(true).setStandby(true))
                .addTickets(TicketView.newBuilder().setName("U").addConstraints("ticket-U-a"))
                .build();
        assertEquals("T  granted, standby\nU  not granted       ticket-U-a\n",
                CommandRun.of(node, "ticket", "show").out().replaceAll("(?m) +$", ""));
        assertEquals(1, CommandRun.of(node, "ticket", "show", "V").exitCode());
    }

    private void apply(String line) {
        EditedConfiguration.apply(node, line.split(" "));
    }
}
