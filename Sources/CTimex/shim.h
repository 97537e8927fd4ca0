// Glibc's module does not hold it.
#include <sys/timex.h>
