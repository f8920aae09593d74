// SPDX-License-Identifier: Apache-2.0
package dev.symkit.symchk.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.symkit.symsrv.spi.LookupListener;
import dev.symkit.symsrv.spi.LookupRequest;
import dev.symkit.symsrv.spi.LookupResult;
import dev.symkit.symsrv.spi.ResultCode;
import dev.symkit.symsrv.spi.Status;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FetchedTest {
    /** A place that never has the file. */
    private record Without(Status status, int code) implements SymbolPlace {
        @Override
        public String text() {
            return "nowhere";
        }

        @Override
        public LookupResult find(LookupRequest request, LookupListener listener) {
            return new LookupResult.NotFound(status, ResultCode.win32(code), "a reason", Optional.empty(), List.of());
        }
    }

    private static int error(SymbolPlace... places) {
        Fetched fetched = Fetched.from(List.of(places), "a.pdb", "1");
        assertThat(fetched.path()).isEmpty();
        return fetched.error();
    }

    /** symchk.md 4.3: a full disk, unlike the others, is nothing that a test can bring about. */
    @ParameterizedTest
    @CsvSource({
        "UNAVAILABLE, 112, 112",
        "MISS, 2, 2",
        "DENIED, 5, 5",
        "UNAVAILABLE, 53, 53",
        "UNAVAILABLE, 1460, 121",
        "BAD_FILE, 13, 13"
    })
    void theErrorSaysWhyThereIsNoFile(Status status, int code, int error) {
        assertThat(error(new Without(status, code))).isEqualTo(error);
    }

    @Test
    void theMostTellingErrorCounts() {
        assertThat(error(
                        new Without(Status.MISS, 2), new Without(Status.UNAVAILABLE, 112), new Without(Status.MISS, 2)))
                .isEqualTo(112);
        assertThat(error()).isEqualTo(2);
    }
}
