#include <zlib.h>

/* A macro in C: it passes the version and size that this program was compiled with. */
static inline int bridge_deflate_init(z_stream *stream, int level, int window_bits, int memory_level) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY);
}
