#pragma once
#include <jansson.h>

// Swift cannot import `json_error_code`: a function and an enum share the name.
static inline int cjansson_error_code(const json_error_t *error) { return (int)json_error_code(error); }
