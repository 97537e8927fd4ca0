#pragma once
#include <stdlib.h>
#include <jwt.h>
