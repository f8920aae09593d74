// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symsrv.s3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.store.storage.Condition;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.interceptor.Context;
import software.amazon.awssdk.core.interceptor.ExecutionAttributes;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;

/** What is sent: a server that has all bytes of a body may answer, and close the connection, before the end of an encoding is written. */
class S3BodiesIT {
    @TempDir
    private Path directory;

    @Test
    void bodiesAreSentAsTheyAre() throws Exception {
        List<String> encodings = new CopyOnWriteArrayList<>();
        ExecutionInterceptor watcher = new ExecutionInterceptor() {
            @Override
            public void beforeTransmission(Context.BeforeTransmission context, ExecutionAttributes attributes) {
                encodings.add(context.httpRequest()
                        .firstMatchingHeader("x-amz-content-sha256")
                        .orElse(""));
            }
        };
        try (S3Scene scene = new S3Scene(directory);
                S3Bucket bucket = new S3Bucket(
                        S3Scene.location(scene.fresh()),
                        scene.connection(scene.server().endpoint(), watcher))) {
            bucket.put("a", new byte[] {1, 2, 3}, Optional.empty(), Condition.IF_ABSENT);
            assertThat(bucket.head("a").orElseThrow().size()).isEqualTo(3);
        }
        assertThat(encodings).hasSize(2).allMatch(each -> each.matches("[0-9a-f]{64}|UNSIGNED-PAYLOAD"));
    }
}
