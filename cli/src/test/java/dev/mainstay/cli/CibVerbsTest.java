// SPDX-License-Identifier: Apache-2.0
package dev.mainstay.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mainstay.proto.v1.ChangePreview;
import dev.mainstay.proto.v1.ConfigurationDifference;
import dev.mainstay.proto.v1.ConfigurationProto.Attribute;
import dev.mainstay.proto.v1.ConfigurationProto.AttributeSet;
import dev.mainstay.proto.v1.ConfigurationProto.Configuration;
import dev.mainstay.proto.v1.ConfigurationProto.ResourceOptions;
import dev.mainstay.proto.v1.ImportCibReply;
import dev.mainstay.proto.v1.ImportCibRequest;
import dev.mainstay.proto.v1.ListRevisionsReply;
import dev.mainstay.proto.v1.RevisionView;
import io.grpc.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CibVerbsTest {

    private static final ChangePreview PREVIEW = ChangePreview.newBuilder()
            .setRevision(7)
            .addDifferences(ConfigurationDifference.newBuilder()
                    .setPath("resources/gone/id").setBefore("gone"))
            .build();

    @TempDir
    private Path folder;

    private FakeNode node;

    @BeforeEach
    void startNode() throws IOException {
        node = new FakeNode();
        node.configuration = configuration("Started", "gone");
        node.imported = ImportCibReply.newBuilder()
                .setRevision(8)
                .setIndex(42)
                .setConfiguration(configuration("Stopped", "come"))
                .addWarnings("resource come: there is no agent")
                .addNotKept("line 3: a comment")
                .build();
        Files.writeString(folder.resolve("cib.xml"), "<cib><!-- Gr\u00fc\u00dfe --></cib>");
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void exportPrintsTheDocumentAlone() {
        assertEquals(new CommandRun(0, "<cib/>\n", ""), CommandRun.of(node, "config", "export"));
        assertEquals("""
                revision: 3
                cib: |
                  <cib/>
                """, CommandRun.of(node, "config", "export", "--revision", "3", "-o", "yaml")
                .out());
    }

    @Test
    void exportWritesAFile() throws IOException {
        Path file = folder.resolve("out.xml");
        assertEquals("Wrote revision 7 to " + file + ".\n",
                CommandRun.of(node, "config", "export", file.toString()).out());
        assertEquals("<cib/>\n", Files.readString(file));
    }

    @Test
    void importReplacesTheRevisionThatWasRead() {
        CommandRun run = CommandRun.of(node, "config", "import", file(), "--comment", "moving");
        assertEquals("""
                Warning: resource come: there is no agent
                Warning: not kept: line 3: a comment
                """, run.err());
        assertEquals("Imported " + file() + ": 1 added, 1 removed, 1 changed.\n", run.out());
        ImportCibRequest request = (ImportCibRequest) node.requests.getFirst();
        assertEquals(7, request.getExpectedRevision());
        assertEquals("moving", request.getContext().getComment());
        assertEquals("<cib><!-- Gr\u00fc\u00dfe --></cib>", request.getCib().toStringUtf8());
    }

    @Test
    void dryRunShowsTheDifferenceAndChangesNothing() {
        node.imported = node.imported.toBuilder().setPreview(PREVIEW).build();
        CommandRun run = CommandRun.of(node, "config", "import", file(), "--dry-run");
        assertEquals("""
                Nothing was changed. On revision 7 it would do this:
                Configuration
                  - resources/gone/id: gone
                Services
                  as it is
                """, run.out());
        assertTrue(run.err().contains("not kept: line 3: a comment"), run::err);
        assertTrue(((ImportCibRequest) node.requests.getFirst()).getContext().getPreview());
    }

    @Test
    void whatIsWrongWithTheDocumentIsShown() {
        node.failures.add(Status.INVALID_ARGUMENT.withDescription(
                "line 4: <clone id=\"c\"> clones nothing; put a primitive or group in it"));
        CommandRun run = CommandRun.of(node, "config", "import", file());
        assertEquals(65, run.exitCode());
        assertTrue(run.err().contains("line 4: <clone id=\"c\"> clones nothing"), run.err());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        CommandRun run = CommandRun.of(node, "config", "import", "nowhere.xml");
        assertEquals(74, run.exitCode());
        assertEquals("Error: There is no file nowhere.xml.\n", run.err());
    }

    @Test
    void earlierRevisionIsRestored() {
        node.earlier = configuration("Stopped", "come");
        node.preview = PREVIEW;
        CommandRun dry = CommandRun.of(node, "config", "restore", "3", "--dry-run");
        assertTrue(dry.out().contains("- resources/gone/id: gone\n"), dry::toString);
        assertTrue(node.changes.removeFirst().getContext().getPreview());

        assertEquals("Restored revision 3: 1 added, 1 removed, 1 changed.\n",
                CommandRun.of(node, "config", "restore", "3").out());
        assertEquals(7, node.changes.getFirst().getExpectedRevision());
        assertEquals(node.earlier, node.changes.getFirst().getDocument());
        assertEquals(64, CommandRun.of(node, "config", "restore", "0").exitCode());
    }

    @Test
    void historyTellsWhoAndWhy() {
        node.revisions = ListRevisionsReply.newBuilder()
                .addRevisions(RevisionView.newBuilder().setRevision(7).setAuthor("root")
                        .setFrom("n1").setComment("first"))
                .build();
        assertEquals("7  root  n1  first\n", CommandRun.of(node, "config", "history").out());
    }

    private String file() {
        return folder.resolve("cib.xml").toString();
    }

    private static Configuration configuration(String targetRole, String other) {
        Configuration.Builder configuration = Configuration.newBuilder();
        configuration.addResourcesBuilder().getPrimitiveBuilder().setId("db")
                .setOptions(ResourceOptions.newBuilder()
                        .addMetaAttributes(AttributeSet.newBuilder().setId("db-meta")
                                .addAttributes(Attribute.newBuilder()
                                        .setName("target-role").setValue(targetRole))));
        configuration.addResourcesBuilder().getPrimitiveBuilder().setId(other)
                .getAgentBuilder().setStandard("ocf").setProvider("mainstay").setType("dummy");
        return configuration.build();
    }
}
